/** What the words of this page may name. */
import type { MDXComponents } from 'mdx/types';
import { NetworkReports } from '../../figures/networkReport/NetworkReports.tsx';

export default { NetworkReports } as MDXComponents;
