/** What the words of this page may name. */
import type { MDXComponents } from 'mdx/types';
import { ReportLoader } from '../../figures/speed/ReportLoader.tsx';
import { SpeedLab } from '../../figures/speed/SpeedLab.tsx';
import { StepCosts } from '../../figures/speed/StepCosts.tsx';

export default { StepCosts, SpeedLab, ReportLoader } as MDXComponents;
