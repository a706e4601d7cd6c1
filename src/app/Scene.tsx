import { Suspense, type ReactNode } from 'react';

/**
 * A section of a chapter; one slide when presenting (see slides.ts). Inserted by the build. Each wakes up by itself, so that a
 * long chapter never holds up the page: React takes a section that is used first.
 */
export function Scene({ id, children }: { id: string; children: ReactNode }) {
  return (
    <section className="scene" id={id}>
      <Suspense>{children}</Suspense>
    </section>
  );
}
