/** One section a network, the site's default first. */
import { reports } from 'virtual:network-reports';
import { NetworkSection } from './NetworkSection.tsx';
import './networkReport.css';

export const NetworkReports = () =>
  reports.map((report) => <NetworkSection key={report.id} report={report} />);
