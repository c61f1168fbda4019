import type { StepUpWay } from '#contract/sign-in.ts'
import { t } from '../words/sign-in.ts'

/** What people call a way to prove who they are. */
export function sayWay(way: StepUpWay): string {
  return t(`way_${way}`)
}
