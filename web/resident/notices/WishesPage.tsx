import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { changeWishes, type NoticeKind, readWishes } from '#contract/notices.ts'
import { asking, queryClient, useAct, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/notices.ts'
import { PushSwitch } from './PushSwitch.tsx'

type Settings = ReplyOf<typeof readWishes>
type Wishes = Settings['wishes']

const kinds: NoticeKind[] = [
  'payment',
  'refund',
  'points_expiring',
  'points_granted',
  'gift',
  'automatic_top_up',
  'security',
  'helper',
  'town',
]

/** 受け取り方: whether this device is pushed to, of what, and how much a locked screen may say. */
export function WishesPage() {
  return (
    <Screen title={t('settings')} back={paths.notices}>
      <Asked of={useAsk(readWishes)}>{(settings) => <Settings settings={settings} />}</Asked>
    </Screen>
  )
}

function Settings({ settings }: { settings: Settings }) {
  const [wishes, setWishes] = useState(settings.wishes)
  const act = useAct(changeWishes)
  const change = async (next: Wishes) => {
    const before = wishes
    setWishes(next)
    if (!(await act.send({ body: next }))) return setWishes(before)
    queryClient.setQueryData(asking(readWishes).queryKey, { ...settings, wishes: next })
    announce(t('saved'))
  }
  const toggle = (kind: NoticeKind, on: boolean) =>
    void change({
      ...wishes,
      push: on ? [...wishes.push, kind] : wishes.push.filter((each) => each !== kind),
    })
  return (
    <>
      <section className="flex flex-col gap-3">
        <h2 className="text-lg font-bold">{t('pushTitle')}</h2>
        <PushSwitch rehearsal={settings.rehearsal} />
      </section>
      <TroubleNotice trouble={act.trouble} />
      <section className="flex flex-col gap-1 rounded-16 border border-line bg-card p-4">
        <h2 className="font-bold">{t('kinds')}</h2>
        {kinds.map((kind) => (
          <Checkbox key={kind} checked={wishes.push.includes(kind)} onChange={(on) => toggle(kind, on)}>
            {t(`kind_${kind}`)}
          </Checkbox>
        ))}
      </section>
      <section className="flex flex-col gap-1 rounded-16 border border-line bg-card p-4">
        <Checkbox checked={wishes.amounts} onChange={(amounts) => void change({ ...wishes, amounts })}>
          {t('amounts')}
        </Checkbox>
        <p className="text-sm text-ink-soft">{t('amountsNote')}</p>
        <Checkbox
          checked={wishes.expiringByMail}
          onChange={(expiringByMail) => void change({ ...wishes, expiringByMail })}
        >
          {t('byMail')}
        </Checkbox>
      </section>
    </>
  )
}
