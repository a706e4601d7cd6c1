import { useEffect, useRef, useState } from 'react';

/** Whether an element is wider than its room; only then it needs to be a stop of the Tab key. */
export function useScrolls<E extends HTMLElement>() {
  const ref = useRef<E>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = ref.current!;
    const observer = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, scrolls] as const;
}
