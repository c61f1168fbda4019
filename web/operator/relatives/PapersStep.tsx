import { useState } from 'react'
import type { DeskDocument } from '#contract/recovery.ts'
import { helpGrounds } from '#contract/relatives.ts'
import { Button } from '../../ui/Button.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { DocumentFields } from '../residents/DocumentFields.tsx'
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
      <DocumentFields seen={seen} onChange={setSeen} tried={tried} />
      <Button onPress={next}>次へ</Button>
    </>
  )
}
