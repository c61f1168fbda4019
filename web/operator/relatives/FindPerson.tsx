import { type FormEvent, useState } from 'react'
import { findResidents } from '#contract/operators.ts'
import { findPaperPeople } from '#contract/paper-cards.ts'
import { useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { isWhole, nobody, WhoFields } from '../paper-cards/WhoFields.tsx'

export type FoundPerson = { id: string; name: string; note: string }

type FindPersonProps = {
  /** The office looks among all residents; a counter among those who were seen at a desk. */
  byName: boolean
  onFound: (people: FoundPerson[]) => void
}

/** Looks for a resident; that somebody looked is kept in the audit log. */
export function FindPerson({ byName, onFound }: FindPersonProps) {
  return byName ? <AmongAll onFound={onFound} /> : <AmongHolders onFound={onFound} />
}

function AmongAll({ onFound }: Pick<FindPersonProps, 'onFound'>) {
  const [search, setSearch] = useState('')
  const { send, busy, trouble } = useAct(findResidents)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const reply = await send({ query: { search: search.trim() } })
    if (reply) onFound(reply.residents.map(({ id, name, mail }) => ({ id, name, note: mail })))
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      <TextField
        label="お名前（カナ）・メールアドレス・電話番号"
        help="検索したことは記録に残ります。"
        value={search}
        onChange={setSearch}
        maxLength={80}
      />
      <TroubleNotice trouble={trouble} />
      <Button type="submit" look="outline" busy={busy}>
        探す
      </Button>
    </form>
  )
}

function AmongHolders({ onFound }: Pick<FindPersonProps, 'onFound'>) {
  const [who, setWho] = useState(nobody)
  const [tried, setTried] = useState(false)
  const { send, busy, trouble } = useAct(findPaperPeople)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isWhole(who, false)) return
    const { familyKana, givenKana, birthdate } = who
    const reply = await send({ body: { familyKana, givenKana, birthdate } })
    if (reply) onFound(reply.people.map(({ id, name, address }) => ({ id, name, note: address })))
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      <WhoFields who={who} onChange={setWho} tried={tried} withAddress={false} />
      <TroubleNotice trouble={trouble} />
      <Button type="submit" look="outline" busy={busy}>
        探す
      </Button>
    </form>
  )
}
