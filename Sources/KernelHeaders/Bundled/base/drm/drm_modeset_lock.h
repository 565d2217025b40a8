/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _DRM_DRM_MODESET_LOCK_H
#define _DRM_DRM_MODESET_LOCK_H

#include <linux/ww_mutex.h>

struct drm_modeset_lock {
	struct ww_mutex mutex;
	struct list_head head;
};

#endif /* _DRM_DRM_MODESET_LOCK_H */
