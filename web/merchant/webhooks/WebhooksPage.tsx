import { type FormEvent, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import {
  endWebhook,
  listWebhookDeliveries,
  listWebhooks,
  makeWebhook,
  redeliverWebhook,
  rotateWebhookSecret,
} from '#contract/webhooks.ts'
import { codeOf, useAct, useAsk } from '../../lib/ask.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { saySecond } from '../../lib/time.ts'
import { Asked, TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { RowBody, Rows } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Secret } from '../../ui/Secret.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { ShopPage } from '../ShopPage.tsx'

/** お支払いの通知先: where programs are told of payments, and how that went. */
export function WebhooksPage() {
  const query = useAsk(listWebhooks)
  const [secret, setSecret] = useState<string | null>(null)
  const show = async (made: string) => {
    setSecret(made)
    await query.refetch()
  }
  return (
    <ShopPage title="お支払いの通知先" back={merchantPaths.tillKeys}>
      <p>お支払いや返金があるたびに、署名つきの通知（Standard Webhooks）を送ります。</p>
      <Asked of={query}>
        {({ webhooks, gone }) => (
          <>
            {gone.map(({ id, url, endedAt }) => (
              <Notice key={id} tone="warning" title="送信を止めた通知先があります">
                <p className="break-all">{url}</p>
                <p>
                  {saySecond(endedAt)}
                  に「今後は受け取らない」（HTTP
                  410）と答えたため、送るのをやめました。続けて受け取るには、プログラムの会社に確かめてから、もう一度登録してください。
                </p>
              </Notice>
            ))}
            {webhooks.map((webhook) => (
              <Address key={webhook.id} of={webhook} onSecret={show} onEnded={() => void query.refetch()} />
            ))}
          </>
        )}
      </Asked>
      {secret ? (
        <Secret title="署名の鍵" secret={secret} onDone={() => setSecret(null)} />
      ) : (
        <NewAddress onMade={show} />
      )}
    </ShopPage>
  )
}

type Webhook = ReplyOf<typeof listWebhooks>['webhooks'][number]
type AddressProps = { of: Webhook; onSecret: (secret: string) => Promise<void>; onEnded: () => void }

function Address({ of, onSecret, onEnded }: AddressProps) {
  const rotating = useAct(rotateWebhookSecret)
  const ending = useAct(endWebhook)
  const params = { id: of.id }
  const rotate = async () => {
    const made = await rotating.send({ params })
    if (made) await onSecret(made.secret)
  }
  const end = async () => {
    if (await ending.send({ params })) onEnded()
  }
  return (
    <section className="flex flex-col gap-3 rounded-16 border border-line bg-card p-4">
      <h2 className="font-bold break-all">{of.url}</h2>
      <Deliveries of={of.id} />
      <TroubleNotice trouble={rotating.trouble ?? ending.trouble} />
      <div className="flex flex-wrap gap-3">
        <Button look="outline" busy={rotating.busy} onPress={() => void rotate()}>
          鍵を新しくする
        </Button>
        <Button look="quiet" busy={ending.busy} onPress={() => void end()}>
          通知をやめる
        </Button>
      </div>
    </section>
  )
}

const stateNames = { waiting: '送信中', delivered: '届きました', failed: '届きませんでした' }
const typeNames = { 'payment.created': 'お支払い', 'refund.created': '返金' }

function Deliveries({ of }: { of: string }) {
  const query = useAsk(listWebhookDeliveries, { params: { id: of } })
  const again = useAct(redeliverWebhook)
  const resend = async (id: string) => {
    if (!(await again.send({ params: { id } }))) return
    announce('もう一度送ります。')
    await query.refetch()
  }
  return (
    <Asked of={query}>
      {({ deliveries }) =>
        deliveries.length === 0 ? (
          <p className="text-ink-soft">まだ通知はありません。</p>
        ) : (
          <details>
            <summary className="min-h-6 cursor-pointer font-bold">
              最近の通知（{stateNames[deliveries[0]?.state ?? 'waiting']}）
            </summary>
            <Rows>
              {deliveries.map((each) => (
                <li key={each.id}>
                  <RowBody
                    title={`${typeNames[each.type]}　${stateNames[each.state]}`}
                    note={`${saySecond(each.madeAt)}　${each.attempts}回目　${each.lastProblem ?? ''}`}
                    end={
                      <Button look="outline" busy={again.busy} onPress={() => void resend(each.id)}>
                        再送
                      </Button>
                    }
                  />
                </li>
              ))}
            </Rows>
          </details>
        )
      }
    </Asked>
  )
}

function NewAddress({ onMade }: { onMade: (secret: string) => Promise<void> }) {
  const making = useAct(makeWebhook)
  const say = useTroubleWords()
  const [url, setUrl] = useState('')
  const [empty, setEmpty] = useState(false)
  const wrong = codeOf(making.trouble) === 'webhook_address_not_allowed' && making.trouble
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setEmpty(!url.trim())
    if (!url.trim()) return
    const made = await making.send({ body: { id: makeId(), url } })
    if (!made) return
    setUrl('')
    await onMade(made.secret)
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <TextField
        label="新しい通知先"
        help="https://で始まるアドレスです。"
        type="url"
        inputMode="url"
        autoComplete="off"
        value={url}
        onChange={setUrl}
        maxLength={500}
        error={empty ? '通知先のアドレスを入力してください。' : wrong ? say(wrong) : undefined}
      />
      <TroubleNotice trouble={making.trouble} except={['webhook_address_not_allowed']} />
      <Button type="submit" size="large" wide busy={making.busy}>
        通知先を登録する
      </Button>
    </form>
  )
}
