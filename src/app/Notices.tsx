import { useStore } from 'zustand';
import { Button } from '../ui/Controls.tsx';
import { useLabels } from '../ui/Label.tsx';
import { notices, removeNotice } from '../ui/notices.ts';

/** Messages at the foot of the page: what went wrong, and what to do. */
export function Notices() {
  const { text } = useLabels('app');
  const list = useStore(notices, (state) => state.list);
  return (
    <div className="notices" role="status" aria-live="polite">
      {list.map((notice) => (
        <p key={JSON.stringify(notice)}>
          {text(`notices.${notice.key}`, notice)}
          <Button aria-label={text('dismiss')} onPress={() => removeNotice(notice)}>
            {text('ok')}
          </Button>
        </p>
      ))}
    </div>
  );
}
