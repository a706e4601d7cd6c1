import { useLabels } from '../../ui/Label.tsx';
import { useNetwork } from '../network/useNetwork.ts';
import './sampling.css';

/** Fine print: which network made the pictures, and that it knows no others. */
export function NetworkNote({ children }: { children?: React.ReactNode }) {
  const { text } = useLabels('figures/sampling');
  const { title, isOwn } = useNetwork();
  return (
    <p className="sampling-note">
      {text(isOwn ? 'own' : 'seenOnly', { title })} {children}
    </p>
  );
}
