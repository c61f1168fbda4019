import { useState } from 'react'
import { type DeskDocument, deskDocuments } from '#contract/recovery.ts'
import { helpGrounds } from '#contract/relatives.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { documentNames } from '../residents/document-names.ts'
import { FindPerson, type FoundPerson } from './FindPerson.tsx'
import { People } from './FindHelps.tsx'
import { groundWords } from './words.ts'

export type Papers = {
  by: 'papers'
  residentId: string
  ground: (typeof helpGrounds)[number]
  documents: DeskDocument[]
}

/** Who is to be helped, why papers speak for that person, and which were seen. */
export function PapersStep({ byName, onPapers }: { byName: boolean; onPapers: (papers: Papers) => void }) {
  const [people, setPeople] = useState<FoundPerson[] | null>(null)
  const [person, setPerson] = useState<FoundPerson | null>(null)
  const [ground, setGround] = useState<Papers['ground']>('parent')
  const [seen, setSeen] = useState<DeskDocument[]>([])
  const [tried, setTried] = useState(false)
  if (!person) {
    return (
      <>
        <FindPerson byName={byName} onFound={setPeople} />
        {people ? <People people={people} onChoose={setPerson} /> : null}
      </>
    )
  }
  const toggle = (each: DeskDocument) => (on: boolean) =>
    setSeen(on ? [...seen, each] : seen.filter((other) => other !== each))
  const next = () => {
    setTried(true)
    if (seen.length > 0) onPapers({ by: 'papers', residentId: person.id, ground, documents: seen })
  }
  return (
    <>
      <p className="text-lg font-bold">{person.name} 様</p>
      <RadioCards
        label="根拠"
        value={ground}
        onChange={setGround}
        cards={helpGrounds.map((value) => ({ value, title: groundWords[value] }))}
      />
      <fieldset className="flex flex-col">
        <legend className="font-bold">窓口で確認した書類</legend>
        {deskDocuments.map((each) => (
          <Checkbox key={each} checked={seen.includes(each)} onChange={toggle(each)}>
            {documentNames[each]}
          </Checkbox>
        ))}
        {tried && seen.length === 0 ? (
          <p role="alert" className="text-red-900">
            確認した書類を選んでください。
          </p>
        ) : null}
      </fieldset>
      <Button onPress={next}>次へ</Button>
    </>
  )
}
