/** The U with the parameters of every block, and the same as a table. */
import { parseUnetConfig } from '../../engine/config.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { architectureOf, type DrawnLayer } from './architecture.ts';
import { ArchitectureDrawing } from './ArchitectureDrawing.tsx';
import { formatWhole } from './formatCount.ts';
import type { NetworkReport } from './report.ts';
import { ReportFigure } from './ReportFigure.tsx';

/** Blocks that lie beside the U. */
const BESIDE = ['time_embedding', 'class_embedding', 'conv_norm_out'];

export function ArchitectureFigure({ report }: { report: NetworkReport }) {
  const { text } = useLabels('figures/networkReport');
  const config = parseUnetConfig(report.config);
  const architecture = architectureOf(config);
  const blockOf = new Map(report.blocks.map((block) => [block.name, block]));
  const drawn = new Map(architecture.layers.map((layer) => [layer.name, layer]));
  const values = { width: 4 * config.blockOutChannels[0], rows: config.numClassEmbeds };
  const sizeOf = ({ row, side }: DrawnLayer) => {
    const levels = architecture.levels.filter(({ firstRow }) => firstRow <= row);
    const { size } = side === 'middle' ? architecture.levels.at(-1)! : levels.at(-1)!;
    return `${size[1]} × ${size[0]}`;
  };
  return (
    <ReportFigure title={text('architecture.title')}>
      <p className="report-text">{text('architecture.text')}</p>
      <ArchitectureDrawing
        architecture={architecture}
        parametersOf={(name) => blockOf.get(name)?.parameters ?? 0}
        predictionType={report.predictionType}
        parameters={report.parameters}
      />
      <ul className="report-beside" aria-label={text('architecture.beside')}>
        {BESIDE.filter((name) => blockOf.has(name)).map((name) => (
          <li key={name}>
            {text(`architecture.besideNames.${name}`, values)}
            <b>{formatWhole(blockOf.get(name)!.parameters)}</b>
          </li>
        ))}
      </ul>
      <DataTable
        columns={['block', 'inputs', 'out', 'size', 'parameters', 'bytes'].map((name) =>
          text(`architecture.columns.${name}`),
        )}
        rows={() => [
          ...report.blocks.map(({ name, parameters, bytes }) => {
            const layer = drawn.get(name);
            return [
              name,
              layer?.inputs.join(' + ') ?? '',
              layer?.outChannels ?? '',
              layer ? sizeOf(layer) : '',
              formatWhole(parameters),
              formatWhole(bytes),
            ];
          }),
          [text('architecture.header'), '', '', '', '', formatWhole(report.headerBytes)],
          [text('architecture.total'), '', '', '', formatWhole(report.parameters), formatWhole(report.bytes)],
        ]}
      />
    </ReportFigure>
  );
}
