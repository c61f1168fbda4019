// What a town's age costs, alone: npm run bench:growth, or npm run bench:growth -- --quick without the largest size.
import { measureGrowth } from './lib/growth.ts'
import { describeRun, writeResult } from './lib/report.ts'
import { startBenchTown } from './lib/town.ts'

const quick = process.argv.includes('--quick')
const options = quick
  ? { sizes: [100_000, 1_000_000], rounds: 2, seconds: 3 }
  : { sizes: [100_000, 1_000_000, 10_000_000], rounds: 3, seconds: 3 }

async function main(): Promise<void> {
  const town = await startBenchTown()
  try {
    const { P7, P8, ...measured } = await measureGrowth(town, options)
    console.log(
      `Everything in ${writeResult('growth', { ...(await describeRun(town)), ...measured, P7, P8 })}`,
    )
    console.log(JSON.stringify({ P7, P8 }))
  } finally {
    await town.close()
  }
}

await main()
