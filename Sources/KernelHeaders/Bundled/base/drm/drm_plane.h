/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _DRM_DRM_PLANE_H
#define _DRM_DRM_PLANE_H

#include <linux/list.h>
#include <linux/ctype.h>

enum drm_plane_type {
	DRM_PLANE_TYPE_OVERLAY,
	DRM_PLANE_TYPE_PRIMARY,
	DRM_PLANE_TYPE_CURSOR
};

#endif /* _DRM_DRM_PLANE_H */
