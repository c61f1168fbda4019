import { useParams, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { listCampaigns, readCampaign, writeCampaign } from '#contract/campaigns.ts'
import { asking, queryClient, useAct, useAsk } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { operatorPaths as paths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Desk } from '../Desk.tsx'
import { DeskLink } from '../DeskLink.tsx'
import { AboutFields, AudienceFields, GivingFields, LimitFields } from './CampaignFields.tsx'
import { type Draft, draftOf, emptyDraft, termsOf } from './draft.ts'
import { Preview } from './Preview.tsx'

/** Make a campaign; it gives nothing before somebody else starts it. */
export function NewCampaignPage() {
  const [id] = useState(makeId)
  const [draft] = useState(() => emptyDraft(serverNow()))
  return (
    <Desk title="新しいキャンペーン">
      <CampaignForm id={id} revision={0} opened={draft} />
    </Desk>
  )
}

/** Change a campaign that has not started. */
export function EditCampaignPage() {
  const { campaignId } = useParams({ strict: false }) as { campaignId: string }
  const query = useAsk(readCampaign, { params: { id: campaignId } })
  return (
    <Desk title="キャンペーンの変更">
      <Asked of={query}>
        {({ state, revision, terms }) =>
          state === 'draft' ? (
            <CampaignForm id={campaignId} revision={revision} opened={draftOf(terms)} />
          ) : (
            <Notice tone="warning">開始したキャンペーンは変更できません。</Notice>
          )
        }
      </Asked>
    </Desk>
  )
}

type CampaignFormProps = { id: string; revision: number; opened: Draft }

function CampaignForm({ id, revision, opened }: CampaignFormProps) {
  const [draft, setDraft] = useState(opened)
  const [tried, setTried] = useState(false)
  const act = useAct(writeCampaign)
  const { history } = useRouter()
  const read = termsOf(draft)
  const mistakes = 'mistakes' in read ? read.mistakes : {}
  const fields = {
    draft,
    change: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })),
    mistakes: tried ? mistakes : {},
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!('terms' in read)) return
    const saved = await act.send({ params: { id }, body: { revision, terms: read.terms } })
    if (!saved) return
    queryClient.setQueryData(asking(readCampaign, { params: { id } }).queryKey, saved)
    void queryClient.invalidateQueries({ queryKey: [listCampaigns.path] })
    announce('保存しました。別の担当者が確かめて開始します。')
    history.push(`/operator${paths.campaign.replace('$campaignId', id)}`)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="grid items-start gap-6 lg:grid-cols-2"
    >
      <div className="flex flex-col gap-6">
        <AboutFields {...fields} />
        <AudienceFields {...fields} />
        <LimitFields {...fields} />
        <GivingFields {...fields} />
      </div>
      <div className="flex flex-col gap-5 lg:sticky lg:top-4">
        {'terms' in read ? (
          <Preview terms={read.terms} />
        ) : (
          <Notice tone="info">必要な項目を入力すると、利用者に見える内容がここに出ます。</Notice>
        )}
        {tried && 'mistakes' in read ? (
          <Notice tone="bad">入力していない項目か、直す項目があります。</Notice>
        ) : null}
        <TroubleNotice trouble={act.trouble} />
        <Button type="submit" size="large" wide busy={act.busy}>
          保存する
        </Button>
        <DeskLink to={paths.campaigns} className={buttonClass('quiet')}>
          やめる
        </DeskLink>
      </div>
    </form>
  )
}
