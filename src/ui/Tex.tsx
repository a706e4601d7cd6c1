import type { Tex as TexSource } from '../derivations/tex.ts';

type Props = { html: string; display?: boolean | string };

/** TeX that the build has rendered (see build/texPlugin.ts). */
export function Tex({ html, display }: Props) {
  const Tag = display ? 'div' : 'span';
  return <Tag className={display ? 'tex display' : 'tex'} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** A tex`…` value. Throws where the build has not rendered it, instead of showing raw TeX. */
export function TexOf({ tex }: { tex: TexSource }) {
  if (tex.html === undefined) throw new Error(`TeX was not rendered at build time: ${tex.source}`);
  return <Tex html={tex.html} display />;
}
