import { networks } from 'virtual:networks';
import { useLabels } from '../ui/Label.tsx';
import { contents } from './registry.ts';
import './wayBack.css';

/** The chapter where the reader runs what the drawing shows. */
const live = contents.find(({ slug }) => slug === 'samplers');

/** What the whole site is about, in one drawing: samples of the page's own network on their way out of noise. */
export function WayBack({ root }: { root: string }) {
  const { text } = useLabels('app');
  const network = networks.find(({ wayBack }) => wayBack !== undefined);
  if (!network?.wayBack) return null;
  const { file, rows, timesteps, steps } = network.wayBack;
  const [, height, width] = network.imageShape;
  const columns = timesteps.length;
  const size = [columns * (width + 1) - 1, rows * (height + 1) - 1];
  const names = network.classNames.slice(0, rows);
  return (
    <figure className="way-back">
      <ol className="way-back-rows" aria-hidden="true">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ol>
      <img
        src={`${root}models/${network.id}/${file}`}
        alt={text('wayBack.alt', { count: rows, names: names.join(', '), steps })}
        width={size[0]}
        height={size[1]}
        style={{ '--pixels': size[0] } as React.CSSProperties}
        decoding="async"
      />
      <ol className="way-back-columns" aria-hidden="true">
        {timesteps.map((t, i) => (
          <li key={t}>
            {i === 0 && <i>t = </i>}
            {t}
          </li>
        ))}
      </ol>
      <figcaption>
        {text('wayBack.caption', { count: rows, steps })}{' '}
        {live && <a href={`${root}${live.slug}/`}>{text('wayBack.live', { number: live.number })}</a>}
      </figcaption>
    </figure>
  );
}
