import type { ReactNode } from 'react';

/** A section of a chapter; one slide when presenting (see slides.ts). Inserted by the build. */
export function Scene({ id, children }: { id: string; children: ReactNode }) {
  return (
    <section className="scene" id={id}>
      {children}
    </section>
  );
}
