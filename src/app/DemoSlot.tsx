import { Component, startTransition, useCallback, useState, type ComponentType, type ReactNode } from 'react';
import { Figure } from '../ui/Figure.tsx';
import { useLabels } from '../ui/Label.tsx';
import { Button } from '../ui/Controls.tsx';
import { loadFigureLabels, loadLabels } from './labels.ts';
import { layoutOf, loadDemo } from './registry.ts';

interface Props {
  id: string;
  /** Set by the build: the figure's number in its chapter. */
  figure?: string;
  title: string;
}

/** A figure of a chapter: its code and its labels are loaded when it comes near. */
export function DemoSlot({ id, figure, title }: Props) {
  const [Body, setBody] = useState<ComponentType | null>(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(() => {
    setFailed(false);
    const words = (layoutOf(id)?.words ?? []).map((figure) => loadLabels('figures', figure));
    Promise.all([loadDemo(id), loadLabels('demos', id), loadFigureLabels(), ...words]).then(
      // A large figure is made in pieces, between which the page answers.
      ([module]) => startTransition(() => setBody(() => module.default)),
      () => setFailed(true),
    );
  }, [id]);
  const layout = layoutOf(id);
  return (
    <Figure figure={figure} title={title} width={layout?.width} reserve={layout?.reserve} onNear={load}>
      <Guard key={String(failed)}>{failed ? <Failure onRetry={load} /> : Body && <Body />}</Guard>
    </Figure>
  );
}

function Failure({ onRetry }: { onRetry: () => void }) {
  const { text } = useLabels('app');
  return (
    <p className="failure" role="alert">
      {text('demoFailed')} <Button onPress={onRetry}>{text('retry')}</Button>
    </p>
  );
}

/** Keeps a failing demo from taking the page with it. */
class Guard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override render() {
    return this.state.failed ? (
      <Failure onRetry={() => this.setState({ failed: false })} />
    ) : (
      this.props.children
    );
  }
}
