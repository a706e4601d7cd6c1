import type { ReactNode } from 'react';
import { Figure } from '../../ui/Figure.tsx';

/** A part of a report: a figure whose title is a heading of the page. */
export const ReportFigure = ({ title, children }: { title: string; children: ReactNode }) => (
  <Figure title={<h3 className="report-heading">{title}</h3>} width="text">
    {children}
  </Figure>
);
