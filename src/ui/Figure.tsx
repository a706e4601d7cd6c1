import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useLabels } from './Label.tsx';
import './figure.css';

/** Whether the figure around a component is on screen; its work stops when it is not. */
const Visibility = createContext(true);
export const useIsVisible = () => useContext(Visibility);

/** The place at the right of the figure's head for what it runs on. */
const StatusPlace = createContext<HTMLElement | null>(null);

interface Props {
  figure?: string;
  title: ReactNode;
  width?: 'text' | 'wide' | 'full';
  /** Heights in px that the figure keeps before its parts arrive, so that nothing jumps: [wide page, narrow page]. */
  reserve?: readonly [number, number];
  children?: ReactNode;
  /** Called once, when the figure first comes near the screen. */
  onNear?: () => void;
}

/** A numbered figure. What it runs on is written at the right of its head by <FigureStatus>. */
export function Figure({ figure, title, width = 'wide', reserve, children, onNear }: Props) {
  const ref = useRef<HTMLElement>(null);
  const [isVisible, setVisible] = useState(false);
  const [statusPlace, setStatusPlace] = useState<HTMLElement | null>(null);
  const { text } = useLabels('ui');
  useEffect(() => {
    const near = new IntersectionObserver(([entry]) => entry.isIntersecting && onNear?.(), {
      rootMargin: '700px',
    });
    const onScreen = new IntersectionObserver(([entry]) => setVisible(entry.isIntersecting));
    near.observe(ref.current!);
    onScreen.observe(ref.current!);
    return () => (near.disconnect(), onScreen.disconnect());
  }, [onNear]);
  const heights =
    reserve && ({ '--reserve': `${reserve[0]}px`, '--reserve-narrow': `${reserve[1]}px` } as object);
  return (
    <figure ref={ref} className={`fig fig-${width}`} id={figure && `figure-${figure}`} style={heights}>
      <figcaption className="fig-head">
        {figure && <span className="fig-number">{text('figure', { number: figure })}</span>}
        <span className="fig-title">{title}</span>
        <span className="fig-status" ref={setStatusPlace} />
      </figcaption>
      <div className="fig-body">
        <StatusPlace value={statusPlace}>
          <Visibility value={isVisible}>{children}</Visibility>
        </StatusPlace>
      </div>
    </figure>
  );
}

/** What the figure runs on, e.g. "WebAssembly · 41 ms a step"; `live` shows the dot. Stands in the figure's head. */
export function FigureStatus({ children, live = true }: { children: ReactNode; live?: boolean }) {
  const place = useContext(StatusPlace);
  if (!place) return null;
  return createPortal(
    <>
      {live && <i aria-hidden="true" />}
      {children}
    </>,
    place,
  );
}

/** A figure's numbers as a table, behind a disclosure: for screen readers, and for those who want the numbers. */
export function DataTable({
  columns,
  rows,
}: {
  columns: readonly string[];
  rows: () => readonly (readonly (string | number)[])[];
}) {
  const [isOpen, setOpen] = useState(false);
  const { text } = useLabels('ui');
  return (
    <details className="data" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{text('data')}</summary>
      {isOpen && (
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows().map((row, i) => (
              <tr key={i}>
                {row.map((cell, j) => (
                  <td key={j}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}

/** A named number: `signal √ᾱ  0.630`. `symbol` ties it to the equations. */
export function Readout({
  name,
  value,
  symbol,
  hue,
}: {
  name: ReactNode;
  value: string;
  symbol?: string;
  hue?: string;
}) {
  return (
    <div className="readout">
      <dt>{name}</dt>
      <dd className={hue && `hue-${hue}`} data-symbol={symbol}>
        {value}
      </dd>
    </div>
  );
}
