import { useState } from 'react'
import { helpPictures, type HelpTopic, type HelpWords, piecesOf } from '../../lib/words/help.ts'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { languageUsed } from '../../lib/i18n/language.ts'
import { t } from '../words/identity.ts'

const files = import.meta.glob<HelpWords>('../../lib/words/help/*.json', { eager: true, import: 'default' })

const languages = Object.entries(files)
  .map(([path, words]) => ({ tag: /([^/]+)\.json$/.exec(path)?.[1] ?? '', words }))
  .toSorted((one, two) => one.words.order - two.words.order)

type HelpSheetProps = { topic: HelpTopic; onClose: () => void }

/** One topic in pictures: in the app's language at first, or in any other that the person chooses here. */
export function HelpSheet({ topic, onClose }: HelpSheetProps) {
  const [tag, setTag] = useState<string>(languageUsed)
  const words = (languages.find((each) => each.tag === tag) ?? languages[0])?.words
  if (!words) return null
  const { title, steps } = words.topics[topic]
  return (
    <Sheet title={t('helpTitle')} open onClose={onClose}>
      <Languages chosen={tag} onChoose={setTag} />
      <div lang={tag} className="flex flex-col gap-5 text-lg leading-loose">
        <p className="text-xl font-bold">
          <Read text={title} />
        </p>
        <ol className="flex flex-col gap-6">
          {steps.map((step, index) => (
            <li key={step} className="flex flex-col gap-3">
              <p className="flex gap-3">
                <span className="mt-1 grid size-8 shrink-0 place-items-center rounded-full bg-coin-700 text-base font-bold text-on-fill">
                  {index + 1}
                </span>
                <span>
                  <Read text={step} />
                </span>
              </p>
              <img
                src={`/help/${helpPictures[topic][index]}.jpg`}
                alt=""
                width={390}
                height={844}
                loading="lazy"
                className="mx-auto h-auto w-60 rounded-16 border-2 border-line"
              />
            </li>
          ))}
        </ol>
        <Button wide onPress={onClose}>
          <span className="leading-normal">
            <Read text={words.close} />
          </span>
        </Button>
      </div>
    </Sheet>
  )
}

type LanguagesProps = { chosen: string; onChoose: (tag: string) => void }

function Languages({ chosen, onChoose }: LanguagesProps) {
  return (
    <fieldset aria-label={t('helpLanguage')} className="flex flex-wrap gap-2">
      {languages.map(({ tag, words }) => (
        <button
          key={tag}
          type="button"
          lang={tag}
          aria-pressed={tag === chosen}
          onClick={() => onChoose(tag)}
          className="min-h-12 cursor-pointer rounded-full border-2 border-line-strong px-4 font-bold aria-pressed:border-coin-700 aria-pressed:bg-coin-50 aria-pressed:text-coin-900"
        >
          {words.name}
        </button>
      ))}
    </fieldset>
  )
}

/** A text with its readings above the characters that have one. */
function Read({ text }: { text: string }) {
  return piecesOf(text).map(({ text: written, reading }, index) =>
    reading ? (
      // The pieces of a text never change their places.
      // oxlint-disable-next-line react/no-array-index-key
      <ruby key={index}>
        {written}
        <rp>（</rp>
        <rt>{reading}</rt>
        <rp>）</rp>
      </ruby>
    ) : (
      written
    ),
  )
}
