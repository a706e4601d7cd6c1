/** What the words of this page may name. */
import type { MDXComponents } from 'mdx/types';
import DropNetwork from '../../figures/dropNetwork/index.tsx';
import { NetworkReports } from '../../figures/networkReport/NetworkReports.tsx';

export default { NetworkReports, DropNetwork } as MDXComponents;
