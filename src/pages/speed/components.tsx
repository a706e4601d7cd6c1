/** What the words of this page may name. */
import type { MDXComponents } from 'mdx/types';
import { RecordedReports } from '../../figures/speed/RecordedReports.tsx';
import { ReportLoader } from '../../figures/speed/ReportLoader.tsx';
import { SpeedLab } from '../../figures/speed/SpeedLab.tsx';
import { StepCosts } from '../../figures/speed/StepCosts.tsx';

export default { StepCosts, SpeedLab, RecordedReports, ReportLoader } as MDXComponents;
