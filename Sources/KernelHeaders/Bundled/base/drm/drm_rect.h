/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _DRM_DRM_RECT_H
#define _DRM_DRM_RECT_H

#include <linux/types.h>

struct drm_rect {
	int x1, y1, x2, y2;
};

#endif /* _DRM_DRM_RECT_H */
