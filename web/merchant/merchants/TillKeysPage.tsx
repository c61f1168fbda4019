import { type FormEvent, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { TillScope } from '#contract/endpoint.ts'
import { endTillKey, listTillKeys, makeTillKey } from '#contract/till-keys.ts'
import { useAct, useAsk } from '../../lib/ask.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { RowBody, Rows } from '../../ui/ListRow.tsx'
import { Secret } from '../../ui/Secret.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { ShopLink } from '../ShopLink.tsx'
import { ShopPage } from '../ShopPage.tsx'

const scopeNames: Record<TillScope, string> = {
  charge: 'お支払いを受け取る',
  read: 'お支払いを見る',
  refund: '返金する',
}
const scopes: TillScope[] = ['charge', 'read', 'refund']

/** レジ連携: the keys with which programs of tills act for the shop, and where they are told of payments. */
export function TillKeysPage() {
  const query = useAsk(listTillKeys)
  const ending = useAct(endTillKey)
  const [shown, setShown] = useState<string | null>(null)
  const end = async (id: string) => {
    if (await ending.send({ params: { id } })) await query.refetch()
  }
  const made = async (key: string) => {
    setShown(key)
    await query.refetch()
  }
  return (
    <ShopPage title="レジ連携" back={merchantPaths.menu}>
      <p>お使いのPOSレジなどのプログラムが、お店に代わってお支払いを受け取るためのキーです。</p>
      <Asked of={query}>
        {({ keys }) =>
          keys.length === 0 ? (
            <p className="rounded-16 border border-line bg-card p-4">キーはまだありません。</p>
          ) : (
            <Rows>
              {keys.map((key) => (
                <KeyRow key={key.id} of={key} busy={ending.busy} onEnd={() => void end(key.id)} />
              ))}
            </Rows>
          )
        }
      </Asked>
      <TroubleNotice trouble={ending.trouble} />
      {shown ? (
        <Secret title="新しいキー" secret={shown} onDone={() => setShown(null)} />
      ) : (
        <NewKey onMade={made} />
      )}
      <ShopLink to={merchantPaths.webhooks} className={buttonClass('outline', 'large', true)}>
        お支払いの通知先（Webhook）
      </ShopLink>
    </ShopPage>
  )
}

type Key = ReplyOf<typeof listTillKeys>['keys'][number]

function KeyRow({ of, busy, onEnd }: { of: Key; busy: boolean; onEnd: () => void }) {
  const may = of.scopes.map((scope) => scopeNames[scope]).join('・')
  const used = of.usedAt ? `最後に使った日時 ${sayMinute(of.usedAt)}` : 'まだ使われていません'
  return (
    <li>
      <RowBody
        title={of.name}
        note={
          <>
            <span className="block">{may}</span>
            {used}
          </>
        }
        end={
          <Button look="outline" busy={busy} onPress={onEnd} label={`${of.name}のキーを止める`}>
            止める
          </Button>
        }
      />
    </li>
  )
}

function NewKey({ onMade }: { onMade: (key: string) => Promise<void> }) {
  const making = useAct(makeTillKey)
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<TillScope[]>(['charge', 'read'])
  const [tried, setTried] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!name.trim() || chosen.length === 0) return
    const made = await making.send({ body: { id: makeId(), name, scopes: chosen } })
    if (made) await onMade(made.key)
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <h2 className="text-lg font-bold">新しいキーを作る</h2>
      <TextField
        label="レジの名前"
        help="履歴や返金の記録に、この名前が残ります。"
        value={name}
        onChange={setName}
        maxLength={40}
        error={tried && !name.trim() ? 'レジの名前を入力してください。' : undefined}
      />
      <fieldset>
        <legend className="font-bold">できること</legend>
        {scopes.map((scope) => (
          <Checkbox
            key={scope}
            checked={chosen.includes(scope)}
            onChange={(on) =>
              setChosen(scopes.filter((each) => (each === scope ? on : chosen.includes(each))))
            }
          >
            {scopeNames[scope]}
          </Checkbox>
        ))}
      </fieldset>
      {tried && chosen.length === 0 ? (
        <p role="alert" className="font-bold text-red-900">
          できることを1つ以上選んでください。
        </p>
      ) : null}
      <TroubleNotice trouble={making.trouble} />
      <Button type="submit" size="large" wide busy={making.busy}>
        キーを作る
      </Button>
    </form>
  )
}
