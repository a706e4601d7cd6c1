/** What a network's files say of it. */
import type { ReactNode } from 'react';
import type { ModelDescription } from '../../engine/index.ts';
import { useLabels } from '../../ui/Label.tsx';

/** Names that a card shows; the others are counted. */
const mostNames = 12;

export function Facts({ description }: { description: ModelDescription }) {
  const { text, label } = useLabels('figures/dropNetwork');
  const { imageShape, parameters, bytes, dtypes, classNames, predictionType, schedule } = description;
  const [channels, height, width] = imageShape;
  const kind =
    channels === 1 || channels === 3 ? text(`channels.${channels}`) : text('channels.other', { channels });
  const names = classNames.slice(0, mostNames).join(', ') + (classNames.length > mostNames ? ', …' : '');
  return (
    <dl className="drop-facts">
      <Fact name={text('facts.picture')}>{text('facts.shape', { width, height, kind })}</Fact>
      <Fact name={text('facts.parameters')}>{parameters.toLocaleString('en')}</Fact>
      <Fact name={text('facts.file')}>
        {[
          text('facts.megabytes', { mb: (bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0) }),
          ...dtypes.map((d) => text(`dtypes.${d}`)),
        ].join(', ')}
      </Fact>
      <Fact name={text('facts.classes')}>
        {classNames.length === 0
          ? text('facts.none')
          : text('facts.classList', { count: classNames.length, names })}
        {classNames.length > 0 && !description.hasNullClass && ` ${text('facts.noNullClass')}`}
      </Fact>
      <Fact name={text('facts.predicts')}>{label(`predicts.${predictionType}`)}</Fact>
      <Fact name={text('facts.schedule')}>
        {label('facts.scheduleOf', { family: text(`schedules.${schedule.id}`), T: schedule.T })}
        {description.isScheduleAssumed && ` ${text('facts.assumed')}`}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
