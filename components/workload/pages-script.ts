import { RELEASES } from "../edge/viewer-function";

/**
 * Brings the files of one release to a folder of its own, and marks it once all of them are there: what
 * is marked is never written again. Names under `assets/` hold a hash of their content; any other file
 * is asked for anew each time.
 *
 * Variables: AWS_REGION, BUCKET, ARTIFACT, PAGES (a folder with index.html).
 */
export const UPLOAD_SCRIPT = `
set -euo pipefail
folder="${RELEASES}/$ARTIFACT"
if aws s3api head-object --bucket "$BUCKET" --key "$folder/.complete" > /dev/null 2>&1; then
  echo "the pages of $ARTIFACT are there already"
  exit 0
fi
if [ ! -s "$PAGES/index.html" ]; then
  echo "failed: the image has no index.html among its pages"
  exit 1
fi
put() { aws s3 cp --recursive --only-show-errors "$@"; }
if [ -d "$PAGES/assets" ]; then
  put --cache-control "public, max-age=31536000, immutable" "$PAGES/assets" "s3://$BUCKET/$folder/assets"
fi
put --cache-control no-cache --exclude "assets/*" "$PAGES" "s3://$BUCKET/$folder"
aws s3api put-object --bucket "$BUCKET" --key "$folder/.complete" > /dev/null
echo "the pages of $ARTIFACT are in s3://$BUCKET/$folder"
`.trim();

/**
 * Deletes the pages of every release but those that are named; what is deleted comes back for a week.
 *
 * Variables: AWS_REGION, BUCKET, KEEP (artifact ids, a space between them).
 */
export const EXPIRE_SCRIPT = `
set -euo pipefail
[ -n "$KEEP" ]
folders=$(aws s3api list-objects-v2 --bucket "$BUCKET" --prefix ${RELEASES}/ --delimiter / \\
  --query 'CommonPrefixes[].Prefix' --output text)
for folder in $folders; do
  release=\${folder#${RELEASES}/}
  release=\${release%/}
  if [[ ! "$release" =~ ^[0-9a-f]{12}$ ]] || [[ " $KEEP " == *" $release "* ]]; then continue; fi
  aws s3 rm --recursive --only-show-errors "s3://$BUCKET/$folder"
  echo "deleted the pages of $release"
done
`.trim();
