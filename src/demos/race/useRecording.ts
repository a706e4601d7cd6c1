import { useEffect, useState } from 'react';
import { defaultNetwork, shippedNetworks } from '../../figures/network/network.ts';
import { recordedRace, type Race, type RecordingHeader } from './recording.ts';

export interface Recording {
  header: RecordingHeader;
  race: Race;
}

async function fetchRecording(signal: AbortSignal): Promise<Recording> {
  const root = new URL(document.documentElement.dataset.root ?? '/', location.href);
  const fetched = async (file: string) => {
    const response = await fetch(new URL(`recordings/${file}`, root), { signal });
    if (!response.ok) throw new Error(`${file}: ${response.status}`);
    return response;
  };
  const [header, bytes] = await Promise.all([
    fetched('race.json').then((r) => r.json() as Promise<RecordingHeader>),
    fetched('race.bin').then((r) => r.arrayBuffer()),
  ]);
  return { header, race: recordedRace(header, new Uint8Array(bytes)) };
}

/**
 * The recorded race, if it is of this network and these weights (null: not known yet); null while it loads. Without it
 * the figure waits for the network, so a failure is no error.
 */
export function useRecording(network: string, sha256: string | null): Recording | null {
  const [recording, setRecording] = useState<Recording | null>(null);
  // Only the site's default network is recorded.
  const isRecorded = network === defaultNetwork(shippedNetworks()).id;
  useEffect(() => {
    if (!isRecorded) return;
    const controller = new AbortController();
    fetchRecording(controller.signal).then(setRecording, () => null);
    return () => controller.abort();
  }, [isRecorded]);
  if (!recording || recording.header.model !== network) return null;
  return sha256 === null || sha256 === recording.header.sha256 ? recording : null;
}
