/** Why a folder was refused, and what to do. Nothing that was there before is lost. */
import type { ModelError } from '../../engine/index.ts';
import { Button } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { errorKey } from '../network/errorKey.ts';
import { dismissFailure } from './dropStore.ts';

/** The lines that turn a pickle into safetensors, for the reader's own machine. */
const conversion = `from diffusers import UNet2DModel
network = UNet2DModel.from_pretrained("FOLDER")
network.save_pretrained("FOLDER", safe_serialization=True)`;

const megabytes = (bytes: unknown) => (Number(bytes) / 1e6).toFixed(0);

export function Failure({ name, error }: { name: string; error: ModelError }) {
  const { kind, fields } = error;
  const { text } = useLabels('figures/dropNetwork');
  const values = { ...fields, mb: megabytes(fields.bytes), limitMb: megabytes(fields.limit) };
  // Options have advice of their own where there is something to do about them.
  const option = text(`unsupported.${String(fields.option)}`, { ...values, defaultValue: '' });
  const isParticular = kind === 'malformed' || kind === 'missing';
  const special = isParticular
    ? text(`${kind}.${String(fields.reason)}`, { ...values, defaultValue: '' })
    : '';
  return (
    <div className="drop-failure" role="alert">
      <p className="drop-failure-title">{name ? text('refused', { name }) : text('refusedFolder')}</p>
      <p>
        {special || text(`errors.${errorKey(error)}`, values)} {kind === 'unsupported' && option}
      </p>
      {kind === 'pickle' && (
        <pre tabIndex={0}>
          <code>{conversion}</code>
        </pre>
      )}
      <p>{text('nothingLost')}</p>
      <Button onPress={dismissFailure}>{text('dismiss')}</Button>
    </div>
  );
}
