/** "Drop in your own": the reader's diffusers folder becomes a network of the page. Loaded after the page is there. */
import { useEffect, useState, type ComponentType } from 'react';
import './dropNetwork.css';

export default function DropNetwork() {
  const [Body, setBody] = useState<ComponentType | null>(null);
  useEffect(() => {
    let isWanted = true;
    void import('./DropPanel.tsx').then((module) => isWanted && setBody(() => module.default));
    return () => void (isWanted = false);
  }, []);
  return <div className="drop-network">{Body && <Body />}</div>;
}
