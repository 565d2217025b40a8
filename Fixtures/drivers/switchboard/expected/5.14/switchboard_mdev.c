// SPDX-License-Identifier: GPL-2.0
/*
 * switchboard - the lines as mediated devices
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>

#include "switchboard.h"

static int switchboard_line_create(struct mdev_device *mdev)
{
	struct switchboard *board = dev_get_drvdata(mdev_parent_dev(mdev));
	struct switchboard_line *line;
	int nr;

	nr = switchboard_plug(board);
	if (nr < 0)
		return nr;

	line = kzalloc(sizeof(*line), GFP_KERNEL);
	if (!line) {
		switchboard_unplug(board, nr);
		return -ENOMEM;
	}

	line->board = board;
	line->nr = nr;
	dev_set_drvdata(&mdev->dev, line);
	return 0;
}

static int switchboard_line_remove(struct mdev_device *mdev)
{
	struct switchboard_line *line = dev_get_drvdata(&mdev->dev);

	switchboard_unplug(line->board, line->nr);
	kfree(line);
	return 0;
}

static int switchboard_line_open(struct mdev_device *mdev)
{
	struct switchboard_line *line = dev_get_drvdata(&mdev->dev);

	line->off_hook = true;
	return 0;
}

static void switchboard_line_release(struct mdev_device *mdev)
{
	struct switchboard_line *line = dev_get_drvdata(&mdev->dev);

	line->off_hook = false;
}

static long switchboard_line_ioctl(struct mdev_device *mdev, unsigned int cmd,
				   unsigned long arg)
{
	struct switchboard_line *line = dev_get_drvdata(&mdev->dev);

	if (cmd == VFIO_DEVICE_RESET) {
		dev_dbg(line->board->dev, "line %u hung up\n", line->nr);
		line->off_hook = false;
		return 0;
	}
	return -ENOTTY;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "line\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *switchboard_line_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group switchboard_line_group = {
	.name = "line",
	.attrs = switchboard_line_attrs,
};

static struct attribute_group *switchboard_line_groups[] = {
	&switchboard_line_group,
	NULL,
};

/* An mdev as vfio sees it. */
struct switchboard_line_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void switchboard_line_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *switchboard_line_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct switchboard_line_mdev, vdev)->mdev;
}

static int switchboard_line_vfio_open(struct vfio_device *vdev)
{
	return switchboard_line_open(switchboard_line_to_mdev(vdev));
}

static void switchboard_line_vfio_release(struct vfio_device *vdev)
{
	switchboard_line_release(switchboard_line_to_mdev(vdev));
}

static long switchboard_line_vfio_ioctl(struct vfio_device *vdev,
					unsigned int cmd, unsigned long arg)
{
	return switchboard_line_ioctl(switchboard_line_to_mdev(vdev), cmd, arg);
}

static const struct vfio_device_ops switchboard_line_dev_ops = {
	.name = "vfio-switchboard",
	.open = switchboard_line_vfio_open,
	.release = switchboard_line_vfio_release,
	.ioctl = switchboard_line_vfio_ioctl,
};

static int switchboard_line_mdev_probe(struct mdev_device *mdev)
{
	struct switchboard_line_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(switchboard_line_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev,
			    &switchboard_line_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = switchboard_line_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		switchboard_line_remove(mdev);

	return ret;
}

static void switchboard_line_mdev_remove(struct mdev_device *mdev)
{
	struct switchboard_line_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, switchboard_line_mdev_release, NULL,
			      NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	switchboard_line_remove(mdev);
}

struct mdev_driver switchboard_line_driver = {
	.driver = {
		.name = "switchboard",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = switchboard_line_mdev_probe,
	.remove = switchboard_line_mdev_remove,
};

const struct mdev_parent_ops switchboard_mdev_ops = {
	.owner = THIS_MODULE,
	.device_driver = &switchboard_line_driver,
	.supported_type_groups = switchboard_line_groups,
};
