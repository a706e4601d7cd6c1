import { useTranslation } from 'react-i18next';

/** The mark that build/labels.ts puts before labels that hold rendered maths. */
const HTML_MARK = '<tex>';

type Props = { text: string };

/** A label that may hold maths, from an en.json file. */
export function Label({ text }: Props) {
  if (!text.startsWith(HTML_MARK)) return text;
  return <span className="label" dangerouslySetInnerHTML={{ __html: text.slice(HTML_MARK.length) }} />;
}

/** Labels of one namespace: `ui`, `app`, or the folder of an en.json, e.g. `demos/noise`. */
export function useLabels(namespace: string) {
  const { t } = useTranslation(namespace);
  return {
    /** Plain text: for attributes, canvas and SVG. */
    text: (key: string, values?: Record<string, unknown>): string => t(key, values ?? {}) as string,
    /** Text that may hold maths: for the page. */
    label: (key: string, values?: Record<string, unknown>) => <Label text={t(key, values ?? {}) as string} />,
  };
}
