import { Children, isValidElement, useState, type ReactNode } from 'react';
import { useLabels } from './Label.tsx';
import './prose.css';

interface AnswerProps {
  /** Present on the right answer. */
  right?: boolean;
  children: ReactNode;
}

/** One answer of a <Predict>. */
export function Answer({ children }: AnswerProps) {
  return <>{children}</>;
}

/** What is shown after an answer was picked. */
export function Reveal({ children }: { children: ReactNode }) {
  return <>{children}</>;
}

const partsOf = (children: ReactNode) => Children.toArray(children).filter(isValidElement);

/** A question to answer before the reveal. The first paragraphs are the question, then <Answer>s, then <Reveal>. */
export function Predict({ children }: { children: ReactNode }) {
  const [picked, setPicked] = useState<number | null>(null);
  const { text } = useLabels('ui');
  const parts = partsOf(children);
  const answers = parts.filter((part) => part.type === Answer) as React.ReactElement<AnswerProps>[];
  const reveal = parts.find((part) => part.type === Reveal);
  const question = parts.filter((part) => part.type !== Answer && part.type !== Reveal);
  return (
    <aside className="predict">
      <h3>{text('predict')}</h3>
      {question}
      <div className="answers" role="group" aria-label={text('answers')}>
        {answers.map((answer, i) => {
          const state =
            picked === null ? '' : answer.props.right ? 'right' : picked === i ? 'wrong' : 'other';
          return (
            <button
              key={i}
              type="button"
              className={`answer ${state}`}
              aria-pressed={picked === i}
              onClick={() => setPicked(i)}
            >
              <span>
                {/* An answer may be all maths; its number is its name. */}
                <span className="visually-hidden">{text('answer', { number: i + 1 })} </span>
                {answer}
              </span>
              {state === 'right' && <span className="verdict">{text('right')}</span>}
              {state === 'wrong' && <span className="verdict">{text('notSo')}</span>}
            </button>
          );
        })}
      </div>
      <div className="reveal" aria-live="polite">
        {picked !== null && reveal}
      </div>
    </aside>
  );
}

/** "Often said, not true": a misconception and its correction. */
export function Myth({ children }: { children: ReactNode }) {
  const { text } = useLabels('ui');
  return (
    <aside className="myth">
      <h3>{text('myth')}</h3>
      {children}
    </aside>
  );
}

/** A margin note; inline on narrow pages. */
export function Note({ children }: { children: ReactNode }) {
  return <aside className="margin-note">{children}</aside>;
}
