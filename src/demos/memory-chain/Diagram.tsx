import { useLabels } from '../../ui/Label.tsx';
import { Subscripted } from '../../figures/handles/Handle.tsx';

const AT = [40, 190, 340, 490];
const symbols = ['xo', 'xone', 'xtwo', 'xthree'];

/** The chain as a drawing: who looks at whom. */
export function Diagram({ memory }: { memory: boolean }) {
  const { text } = useLabels('demos/memory-chain');
  return (
    <svg className="memory-chain-diagram" viewBox="0 0 530 96" role="img" aria-label={text('chain')}>
      {AT.slice(1).map((x, i) => (
        <g key={x} className="memory-chain-arrow">
          <path d={`M${AT[i] + 26} 62H${x - 32}`} />
          <path d={`M${x - 36} 57l9 5-9 5`} />
        </g>
      ))}
      {memory &&
        [2, 3].map((t) => (
          <g key={t} className="memory-chain-arrow memory-chain-skip">
            <path d={`M${AT[t - 2] + 14} 42Q${AT[t - 1]} -18 ${AT[t] - 18} 40`} />
            <path d={`M${AT[t] - 24.2} 32.1l6.2 7.9-10 .7`} />
          </g>
        ))}
      {AT.map((x, t) => (
        <g key={x} className={t === 0 ? 'hue-x0' : 'hue-xt'} data-symbol={symbols[t]}>
          <circle cx={x} cy={62} r={22} />
          <text x={x} y={67} textAnchor="middle">
            <Subscripted text={`x_${t}`} />
          </text>
        </g>
      ))}
    </svg>
  );
}
