import { type FormEvent, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { findResidents } from '#contract/operators.ts'
import { useAsk } from '../../lib/ask.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { ProofBadge } from '../../ui/ProofBadge.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Desk } from '../Desk.tsx'
import { FreezeButton } from './FreezeButton.tsx'
import { OpenRecoveryButton } from './OpenRecoveryButton.tsx'
import { SignOutResidentButton } from './SignOutResidentButton.tsx'

export type Resident = ReplyOf<typeof findResidents>['residents'][number]

/** Find a resident; every look-up is kept in the audit log, and the page says so. */
export function ResidentsPage() {
  const [typed, type] = useState('')
  const [search, setSearch] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setSearch(typed.trim())
  }
  return (
    <Desk title="利用者">
      <search>
        <form onSubmit={submit} className="flex max-w-lg flex-col gap-3">
          <TextField
            label="お名前（カナ）・メールアドレス・電話番号"
            help="検索したことは記録に残ります。"
            type="search"
            inputMode="search"
            value={typed}
            onChange={type}
            maxLength={80}
          />
          <Button type="submit">検索</Button>
        </form>
      </search>
      {search === null ? null : <Found search={search} />}
    </Desk>
  )
}

function Found({ search }: { search: string }) {
  const query = useAsk(findResidents, { query: search ? { search } : {} })
  return (
    <Asked of={query}>
      {({ residents }) => (
        <>
          <output className="block">
            {residents.length === 0
              ? '当てはまる利用者はいません。言葉を変えてお試しください。'
              : `${residents.length}人見つかりました。`}
          </output>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(20rem,1fr))] gap-4">
            {residents.map((resident) => (
              <li key={resident.id}>
                <ResidentCard resident={resident} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Asked>
  )
}

function ResidentCard({ resident }: { resident: Resident }) {
  const { coinName, pointsName } = useTown()
  const proofs = [
    ['メール', resident.proofs.mail],
    ['SMS', resident.proofs.sms],
    ['カード', resident.proofs.card],
  ] as const
  return (
    <article
      className={`flex h-full flex-col gap-2 rounded-16 border-2 bg-card p-4 ${resident.frozen ? 'border-red-900' : 'border-line'}`}
    >
      <h2 className="text-lg font-bold">{resident.name || '（お名前の登録なし）'}</h2>
      <p className="text-sm">{resident.mail}</p>
      {resident.frozen ? <p className="font-bold text-red-900">停止中</p> : null}
      <p className="flex flex-wrap gap-x-4">
        <span>
          {coinName} <Amount value={resident.coin} unit="yen" />
        </span>
        <span>
          {pointsName} <Amount value={resident.points} unit="points" />
        </span>
      </p>
      <ul className="flex flex-wrap gap-2 text-sm">
        {proofs.map(([name, proved]) => (
          <li key={name} className="flex items-center gap-1">
            {name} <ProofBadge proved={proved} />
          </li>
        ))}
      </ul>
      <div className="mt-auto flex flex-wrap gap-2 pt-2">
        <OpenRecoveryButton resident={resident} />
        <SignOutResidentButton resident={resident} />
        <FreezeButton resident={resident} />
      </div>
    </article>
  )
}
