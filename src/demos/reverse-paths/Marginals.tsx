import { useMemo } from 'react';
import { Marginal } from '../../figures/density/Marginal.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { CurveLabel } from '../../ui/Plot.tsx';
import { HEIGHT, hueOf, symbolOf, TOP } from './looks.ts';
import { BINS, comparedAt, COUNT, exactBins, places, ways, type Runs } from './model.ts';

/** The points of each way at time t as a histogram on its side, with the exact density round it. */
export function Marginals({ runs, t }: { runs: Runs | null; t: number }) {
  const { text, label } = useLabels('demos/reverse-paths');
  const all = useMemo(() => runs && ways.map((way) => comparedAt(runs[way], t)), [runs, t]);
  return (
    <div>
      <p className="plot-title">{label('marginalTitle', { count: COUNT, t: t.toFixed(2) })}</p>
      <div className="reverse-paths-marginals">
        {ways.map((way, i) => (
          <Marginal
            key={way}
            places={places}
            height={HEIGHT}
            top={TOP}
            bars={{
              density: all ? all[i].bars : new Float64Array(BINS),
              hue: hueOf[way],
              symbol: symbolOf[way],
            }}
            outline={{ density: exactBins(all ? all[i].time : t), hue: 'xt', symbol: 'dens' }}
            description={text('marginal', { count: COUNT, way: text(`ways.${way}`), t })}
          >
            {(frame) => (
              <CurveLabel x={4} y={frame.height + 18} hue={hueOf[way]}>
                {text(`ways.${way}`)}
              </CurveLabel>
            )}
          </Marginal>
        ))}
      </div>
    </div>
  );
}
