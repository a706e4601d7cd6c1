import { createContext } from 'react';

/** The way from this page to the site's root, `./` or `../`: for pictures and links that stand in the static page. */
export const SiteRoot = createContext('/');
