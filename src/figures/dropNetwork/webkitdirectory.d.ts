import 'react';

declare module 'react' {
  interface InputHTMLAttributes<T> {
    /** Lets a folder be chosen; every browser knows it, React's types do not. */
    webkitdirectory?: T extends HTMLElement ? '' : never;
  }
}
