/** Where a folder is dropped, what is being done with it, and the networks that the reader has brought. */
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { useNetworks } from '../network/useNetwork.ts';
import { AddressField } from './AddressField.tsx';
import { droppedFiles } from './droppedFiles.ts';
import { dropStore, takeFiles } from './dropStore.ts';
import { Failure } from './Failure.tsx';
import { OwnCard } from './OwnCard.tsx';
import { isOwnNetwork } from './ownNetwork.ts';
import { Work } from './Work.tsx';

export default function DropPanel() {
  const { text } = useLabels('figures/dropNetwork');
  const [isOver, setOver] = useState(false);
  const { work, failure } = useStore(dropStore);
  const own = useNetworks().filter(isOwnNetwork);
  const drop = (event: React.DragEvent) => {
    event.preventDefault();
    setOver(false);
    void takeFiles(droppedFiles(event.dataTransfer));
  };
  const over = (event: React.DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <>
      <div
        className={isOver ? 'drop-zone over' : 'drop-zone'}
        onDrop={drop}
        onDragOver={over}
        onDragLeave={() => setOver(false)}
      >
        <p className="drop-call">{text('call')}</p>
        <Choosers />
        <p className="drop-hint">{text('hint')}</p>
        <AddressField />
      </div>
      {work && <Work work={work} />}
      {failure && <Failure name={failure.name} error={failure.error} />}
      {own.map((network) => (
        <OwnCard key={network.id} network={network} />
      ))}
    </>
  );
}

/** A folder, or a few files of one: browsers ask for them in two ways. */
function Choosers() {
  const { text } = useLabels('figures/dropNetwork');
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const chosen = (event: React.ChangeEvent<HTMLInputElement>) => {
    void takeFiles(Promise.resolve([...(event.target.files ?? [])]));
    // The same folder may be chosen again.
    event.target.value = '';
  };
  const shared = {
    type: 'file',
    multiple: true,
    tabIndex: -1,
    className: 'visually-hidden',
    onChange: chosen,
  };
  return (
    <div className="drop-actions">
      <Button onPress={() => folder.current?.click()}>{text('chooseFolder')}</Button>
      <Button onPress={() => files.current?.click()}>{text('chooseFiles')}</Button>
      <input {...shared} ref={folder} webkitdirectory="" aria-label={text('chooseFolder')} />
      <input {...shared} ref={files} aria-label={text('chooseFiles')} />
    </div>
  );
}
