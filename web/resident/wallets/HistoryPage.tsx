import { useNavigate, useSearch } from '@tanstack/react-router'
import { historyFilePath, listHistory } from '#contract/wallets.ts'
import { ask } from '../../lib/api.ts'
import { paths } from '../../lib/paths.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/wallets.ts'
import { FilteredHistory, readFilter } from './FilteredHistory.tsx'
import { HistoryRows } from './HistoryRows.tsx'
import { historyKey } from './last-known.ts'

/** 履歴: everything that came and went, and the file of it. */
export function HistoryPage() {
  const filter = readFilter(useSearch({ from: '/inside/history' }))
  const navigate = useNavigate()
  return (
    <Screen title={t('history')}>
      <FilteredHistory
        queryKey={historyKey}
        read={(query) => ask(listHistory, { query })}
        filter={filter}
        choose={(search) => void navigate({ to: paths.history, search, replace: true })}
        rows={HistoryRows}
        end={
          <a href={`/api${historyFilePath}`} download className={buttonClass('quiet')}>
            {t('saveAll')}
          </a>
        }
      />
    </Screen>
  )
}
