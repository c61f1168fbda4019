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
import { t } from '../words/sign-in.ts'

/** ログイン方法: what opens this account, to be added and taken away. */
export function WaysInPage() {
  const query = useAsk(readWaysIn)
  const offered = useAsk(listSignInProviders).data?.providers ?? []
  const [leaving, setLeaving] = useState<SignInProviderName | null>(null)
  const add = useGuardedAct(startLink, ({ redirectUrl }) => location.assign(redirectUrl))
  const remove = useGuardedAct(unlink, async () => {
    announce(t('wayRemoved'))
    await query.refetch()
  })
  const takeAway = (provider: SignInProviderName) => {
    setLeaving(null)
    void remove.send({ params: { provider } })
  }
  return (
    <Screen title={t('waysIn')} back={paths.menu}>
      <p>{t('waysInNote')}</p>
      <Asked of={query}>
        {({ password, providers }) => (
          <Rows>
            <li>
              <RowBody
                title={t('mailAndPassword')}
                note={password ? t('wayIsThere') : t('wayNotThere')}
                end={
                  <Link
                    to={password ? paths.password : paths.firstPassword}
                    className={buttonClass('outline')}
                    aria-label={password ? t('changePassword') : t('addPassword')}
                  >
                    {password ? t('change') : t('add')}
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
      <Sheet title={t('removeWay')} open={leaving !== null} onClose={() => setLeaving(null)}>
        <p>{t('removeWayAsk', { value: leaving ? providerNames[leaving] : '' })}</p>
        <Button look="danger" wide onPress={() => leaving && takeAway(leaving)}>
          {t('take')}
        </Button>
        <Button look="quiet" onPress={() => setLeaving(null)}>
          {t('cancel')}
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
        note={linked ? t('wayIsThere') : t('wayNotThere')}
        end={
          <Button
            look="outline"
            busy={busy}
            label={t(linked ? 'removeNamed' : 'addNamed', { name })}
            onPress={linked ? onRemove : onAdd}
          >
            {linked ? t('take') : t('add')}
          </Button>
        }
      />
    </li>
  )
}
