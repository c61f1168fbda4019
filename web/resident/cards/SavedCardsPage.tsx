import { useState } from 'react'
import type { z } from 'zod'
import { type card, listCards, removeCard } from '#contract/cards.ts'
import { askAnew, useAct, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { IconCard } from '../../ui/icons.tsx'
import { RowBody, Rows } from '../../ui/ListRow.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { sayCard } from './say-card.ts'
import { t } from '../words/bank-accounts.ts'

type Card = z.output<typeof card>

/** The cards that the card company keeps for this person, each of which can be removed. */
export function SavedCardsPage() {
  const query = useAsk(listCards)
  return (
    <Screen title={t('savedCards')} back={paths.topUpCard}>
      <Asked of={query} rows={2}>
        {({ cards, most }) => (
          <>
            {cards.length === 0 ? (
              <p>{t('noSavedCards')}</p>
            ) : (
              <Rows>
                {cards.map((each) => (
                  <SavedCard key={each.id} card={each} />
                ))}
              </Rows>
            )}
            <p className="text-sm text-ink-soft">{t('savedCardsNote', { most })}</p>
          </>
        )}
      </Asked>
    </Screen>
  )
}

function SavedCard({ card: saved }: { card: Card }) {
  const note = saved.expired
    ? t('cardExpired')
    : t('cardExpiry', { expiryYear: String(saved.expiryYear), expiryMonth: saved.expiryMonth })
  return (
    <li className="flex items-center">
      <div className="min-w-0 flex-1">
        <RowBody icon={<IconCard />} title={sayCard(saved)} note={note} />
      </div>
      <div className="shrink-0 whitespace-nowrap">
        <Remove card={saved} />
      </div>
    </li>
  )
}

function Remove({ card: saved }: { card: Card }) {
  const [open, setOpen] = useState(false)
  const act = useAct(removeCard)
  const name = sayCard(saved)
  const remove = async () => {
    if (!(await act.send({ params: { id: saved.id } }))) return
    setOpen(false)
    announce(t('cardRemoved', { name }))
    askAnew(listCards)
  }
  return (
    <>
      <Button look="quiet" label={t('cardRemoveNamed', { name })} onPress={() => setOpen(true)}>
        {t('cardRemoveShort')}
      </Button>
      <Sheet title={t('cardRemoveAsk')} open={open} onClose={() => setOpen(false)}>
        <p>{t('cardRemoveNote', { name })}</p>
        <TroubleNotice trouble={act.trouble} />
        <Button look="danger" wide busy={act.busy} onPress={() => void remove()}>
          {t('cardRemove')}
        </Button>
        <Button look="quiet" onPress={() => setOpen(false)}>
          {t('cancel')}
        </Button>
      </Sheet>
    </>
  )
}
