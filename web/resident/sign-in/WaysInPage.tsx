import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import {
  listSignInProviders,
  readWaysIn,
  type SignInProviderName,
  signInProviders,
  startLink,
  unlink,
} from '#contract/federated.ts'
import { useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { RowBody, Rows } from '../../ui/ListRow.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { providerNames } from './provider-names.ts'
import { useGuardedAct } from './use-guarded-act.tsx'

/** ログイン方法: what opens this account, to be added and taken away. */
export function WaysInPage() {
  const query = useAsk(readWaysIn)
  const offered = useAsk(listSignInProviders).data?.providers ?? []
  const [leaving, setLeaving] = useState<SignInProviderName | null>(null)
  const add = useGuardedAct(startLink, ({ redirectUrl }) => location.assign(redirectUrl))
  const remove = useGuardedAct(unlink, async () => {
    announce('ログイン方法を外しました。')
    await query.refetch()
  })
  const takeAway = (provider: SignInProviderName) => {
    setLeaving(null)
    void remove.send({ params: { provider } })
  }
  return (
    <Screen title="ログイン方法" back={paths.menu}>
      <p>このアカウントには、つぎの方法でログインできます。</p>
      <Asked of={query}>
        {({ password, providers }) => (
          <Rows>
            <li>
              <RowBody
                title="メールアドレスとパスワード"
                note={password ? '使えます' : '追加していません'}
                end={
                  <Link
                    to={password ? paths.password : paths.firstPassword}
                    className={buttonClass('outline')}
                    aria-label={password ? 'パスワードを変更する' : 'パスワードを追加する'}
                  >
                    {password ? '変更する' : '追加する'}
                  </Link>
                }
              />
            </li>
            {signInProviders
              .filter((name) => offered.includes(name) || providers.includes(name))
              .map((provider) => (
                <ProviderRow
                  key={provider}
                  provider={provider}
                  linked={providers.includes(provider)}
                  busy={add.busy || remove.busy}
                  onAdd={() => void add.send({ params: { provider } })}
                  onRemove={() => setLeaving(provider)}
                />
              ))}
          </Rows>
        )}
      </Asked>
      <TroubleNotice trouble={add.trouble ?? remove.trouble} />
      {add.gate ?? remove.gate}
      <Sheet title="ログイン方法を外す" open={leaving !== null} onClose={() => setLeaving(null)}>
        <p>{leaving ? providerNames[leaving] : ''}では、ログインできなくなります。よろしいですか？</p>
        <Button look="danger" wide onPress={() => leaving && takeAway(leaving)}>
          外す
        </Button>
        <Button look="quiet" onPress={() => setLeaving(null)}>
          キャンセル
        </Button>
      </Sheet>
    </Screen>
  )
}

type ProviderRowProps = {
  provider: SignInProviderName
  linked: boolean
  busy: boolean
  onAdd: () => void
  onRemove: () => void
}

function ProviderRow({ provider, linked, busy, onAdd, onRemove }: ProviderRowProps) {
  const name = providerNames[provider]
  return (
    <li>
      <RowBody
        title={name}
        note={linked ? '使えます' : '追加していません'}
        end={
          <Button
            look="outline"
            busy={busy}
            label={`${name}を${linked ? '外す' : '追加する'}`}
            onPress={linked ? onRemove : onAdd}
          >
            {linked ? '外す' : '追加する'}
          </Button>
        }
      />
    </li>
  )
}
