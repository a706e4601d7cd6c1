/** npm start: installs what is missing, builds, serves on localhost, prints the address. */
import { installPackages } from './install.mjs';

installPackages();
console.log('Building…');
await import('./build.mjs');
const { preview } = await import('vite');
const port = Number(process.env.PORT ?? 4173);
const server = await preview({ preview: { port, host: 'localhost' }, logLevel: 'warn' });
console.log(`\n  Diffusion, line by line: ${server.resolvedUrls.local[0]}\n  Ctrl+C stops it.`);
