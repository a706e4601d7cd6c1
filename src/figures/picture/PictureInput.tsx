/** Drop, paste, choose or photograph a picture, over the picture that is shown. */
import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { backToLandscape, takeFile, takePhotograph, usePicture } from './pictureStore.ts';
import './picture.css';

const hasCamera = () => typeof navigator !== 'undefined' && Boolean(navigator.mediaDevices?.getUserMedia);

/** Wraps what shows the picture; anything dropped on it or pasted into the page becomes the picture. */
export function PictureInput({ children }: { children: ReactNode }) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const [file] = event.clipboardData?.files ?? [];
      if (file) void takeFile(file);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
  const drop = (event: React.DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void takeFile(file);
  };
  const over = (event: React.DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div
      className={isOver ? 'picture-input over' : 'picture-input'}
      onDrop={drop}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
    >
      {children}
      <PictureActions />
    </div>
  );
}

/** The buttons; apart, because they stay while the picture over them changes with every frame. */
const PictureActions = memo(function PictureActions() {
  const { text } = useLabels('ui');
  const picture = usePicture();
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <div className="picture-actions">
        <Button onPress={() => chooser.current?.click()}>{text('picture.choose')}</Button>
        {hasCamera() && <Button onPress={() => void takePhotograph()}>{text('picture.camera')}</Button>}
        {picture?.isOwn && <Button onPress={backToLandscape}>{text('picture.back')}</Button>}
        <span className="picture-hint">{text('picture.hint')}</span>
      </div>
      <input
        ref={chooser}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={text('picture.choose')}
        accept="image/*"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void takeFile(file);
          // The same file may be chosen again.
          event.target.value = '';
        }}
      />
    </>
  );
});
