/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _DRM_DRM_FOURCC_H
#define _DRM_DRM_FOURCC_H

#include <linux/types.h>
#include <uapi/drm/drm_fourcc.h>

struct drm_device;

#endif /* _DRM_DRM_FOURCC_H */
