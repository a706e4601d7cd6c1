import { useStore } from 'zustand';
import { Button } from '../ui/Controls.tsx';
import { useLabels } from '../ui/Label.tsx';
import { presenting, stopPresenting } from './presenting.ts';
import { move, sceneCount } from './slides.ts';

/** The foot of the screen while presenting. */
export function PresenterBar({ title }: { title: string }) {
  const { text } = useLabels('app');
  const scene = useStore(presenting, (state) => state.scene);
  return (
    <footer className="presenter" data-presenter>
      <span>
        {title} · {text('sceneOf', { scene: scene + 1, count: sceneCount() })}
      </span>
      <span className="presenter-keys">
        <Button onPress={() => move(-1)}>
          <kbd>←</kbd> {text('back')}
        </Button>
        <Button onPress={() => move(1)}>
          <kbd>→</kbd> {text('next')}
        </Button>
        <Button onPress={() => presenting.setState(({ isBlank }) => ({ isBlank: !isBlank }))}>
          <kbd>B</kbd> {text('blank')}
        </Button>
        <Button onPress={stopPresenting}>
          <kbd>Esc</kbd> {text('leave')}
        </Button>
      </span>
    </footer>
  );
}
