import 'maplibre-gl/dist/maplibre-gl.css'
import { type GeoJSONSource, Map as Atlas, Marker, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { listStorePlaces } from '#contract/merchants.ts'
import { useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PointsMark } from './PointsMark.tsx'
import type { Filter } from './StoresPage.tsx'
import type { Here } from './use-here.ts'
import { t } from '../words/merchants.ts'

// Content security allows workers from our own address and no blobs.
setWorkerUrl(workerUrl)

type Place = ReplyOf<typeof listStorePlaces>['places'][number]

/** The stores on a map; it works without any background, which a town may set. The list says the same in words. */
export function StoreMap({ filter, here }: { filter: Filter; here: Here | null }) {
  const { map } = useTown()
  const places = useAsk(listStorePlaces, { query: filter }).data?.places
  const box = useRef<HTMLDivElement>(null)
  const atlas = useRef<Atlas | null>(null)
  const [chosen, setChosen] = useState<Place | null>(null)
  const [drawable] = useState(canDraw)

  useEffect(() => {
    if (!drawable) return undefined
    const made = makeAtlas(box.current!, map)
    atlas.current = made
    return () => {
      atlas.current = null
      made.remove()
    }
  }, [map, drawable])

  useEffect(() => {
    const shown = atlas.current
    if (!shown || !places) return undefined
    return drawPlaces(shown, places, here, setChosen)
  }, [places, here])

  if (!drawable) {
    return <Notice tone="warning">{t('noMap')}</Notice>
  }
  return (
    <>
      <div
        ref={box}
        role="application"
        aria-label={t('map')}
        className="h-[60dvh] w-full md:h-[calc(100dvh-17rem)] overflow-hidden rounded-24 border border-line"
      />
      {chosen ? <Chosen place={chosen} /> : <Legend />}
    </>
  )
}

/** Old phones and locked-down ones have no WebGL. */
const canDraw = () => document.createElement('canvas').getContext('webgl2') !== null

function Legend() {
  const { coinName, pointsName } = useTown()
  return (
    <p>
      {t('mapHint')}
      <span className="inline-block">
        <span aria-hidden="true" className="text-points-600">
          ●
        </span>
        {t('coinAndPoints', { coinName, pointsName })}
      </span>{' '}
      <span className="inline-block">
        <span aria-hidden="true" className="text-coin-600">
          ●
        </span>
        {t('coinOnly', { coinName })}
      </span>
    </p>
  )
}

function Chosen({ place }: { place: Place }) {
  const navigate = useNavigate()
  return (
    <output className="flex flex-col gap-2 rounded-16 border border-line bg-card p-4">
      <span className="text-lg font-bold">{place.name}</span>
      <span>
        {place.ward} <PointsMark accepts={place.acceptsPoints} />
      </span>
      <Button onPress={() => void navigate({ to: paths.store, params: { storeId: place.id } })}>
        {t('seeStore')}
      </Button>
    </output>
  )
}

function makeAtlas(container: HTMLElement, map: { tiles: string; attribution: string } | null): Atlas {
  const made = new Atlas({
    container,
    style: {
      version: 8,
      sources: {
        ...(map
          ? { tiles: { type: 'raster', tiles: [map.tiles], tileSize: 256, attribution: map.attribution } }
          : {}),
        stores: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
      },
      layers: [
        { id: 'paper', type: 'background', paint: { 'background-color': '#f3eadf' } },
        ...(map ? [{ id: 'tiles', type: 'raster', source: 'tiles' } as const] : []),
        {
          id: 'stores',
          type: 'circle',
          source: 'stores',
          paint: {
            'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 5, 15, 11],
            'circle-color': ['case', ['get', 'acceptsPoints'], '#6a45c9', '#c9440c'],
            'circle-stroke-color': '#ffffff',
            'circle-stroke-width': 2,
          },
        },
      ],
    },
    attributionControl: map ? {} : false,
    dragRotate: false,
  })
  made.addControl(new NavigationControl({ showCompass: false }))
  return made
}

/** Puts the places on the map, and the names of the wards between them; gives what takes them away again. */
function drawPlaces(
  atlas: Atlas,
  places: Place[],
  here: Here | null,
  choose: (place: Place | null) => void,
): () => void {
  const marks = [...wardMarks(places), ...(here ? [hereMark(here)] : [])]
  const touch = atlas.on('click', (event) => {
    // A finger is wider than a circle.
    const { x, y } = event.point
    const [found] = atlas.queryRenderedFeatures(
      [
        [x - 14, y - 14],
        [x + 14, y + 14],
      ],
      { layers: ['stores'] },
    )
    choose(places.find((place) => place.id === found?.properties['id']) ?? null)
  })
  const draw = () => {
    void atlas.getSource<GeoJSONSource>('stores')?.setData({
      type: 'FeatureCollection',
      features: places.map((place) => ({
        type: 'Feature',
        properties: { id: place.id, acceptsPoints: place.acceptsPoints },
        geometry: { type: 'Point', coordinates: [place.longitude, place.latitude] },
      })),
    })
    for (const mark of marks) mark.addTo(atlas)
    frame(atlas, places, here)
  }
  if (atlas.isStyleLoaded()) draw()
  else void atlas.once('load', draw)
  return () => {
    touch.unsubscribe()
    atlas.off('load', draw)
    for (const mark of marks) mark.remove()
  }
}

function frame(atlas: Atlas, places: Place[], here: Here | null): void {
  if (here) return void atlas.jumpTo({ center: [here.longitude, here.latitude], zoom: 14 })
  if (places.length === 0) return
  const [east, north] = [places.map((place) => place.longitude), places.map((place) => place.latitude)]
  const bounds: [number, number, number, number] = [
    ...([Math.min(...east), Math.min(...north)] as const),
    ...([Math.max(...east), Math.max(...north)] as const),
  ]
  atlas.fitBounds(bounds, { padding: 40, maxZoom: 15, animate: false })
}

function wardMarks(places: Place[]): Marker[] {
  const wards = Map.groupBy(places, (place) => place.ward)
  return Array.from(wards, ([ward, inside]) => {
    const element = document.createElement('span')
    element.textContent = ward
    element.className = 'pointer-events-none text-lg font-bold text-[#2b211b]/60'
    return new Marker({ element }).setLngLat([
      mean(inside.map((place) => place.longitude)),
      mean(inside.map((place) => place.latitude)),
    ])
  })
}

function hereMark(here: Here): Marker {
  const element = document.createElement('span')
  element.title = t('here')
  element.className = 'size-5 rounded-full border-4 border-white bg-[#115a36] shadow-2'
  return new Marker({ element }).setLngLat([here.longitude, here.latitude])
}

const mean = (numbers: number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length
