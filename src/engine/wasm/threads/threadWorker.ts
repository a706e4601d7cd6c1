import type { Orders } from './crew.ts';
import { serve } from './serve.ts';

self.onmessage = ({ data }: MessageEvent<Orders>) => serve(data);
