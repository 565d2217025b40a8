// SPDX-License-Identifier: GPL-2.0
/*
 * gauge - mediated uptime gauges
 *
 * Tells the seconds since the instance was made.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/platform_device.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct gauge_dial {
	struct vfio_device vdev;
	unsigned long born;
	struct device *dev;
};

static struct platform_device *gauge_panel;

static const struct vfio_device_ops gauge_dev_ops;
static void gauge_release_state(struct gauge_dial *dial);

static int gauge_probe(struct mdev_device *mdev)
{
	struct gauge_dial *dial = kzalloc(sizeof(*dial), GFP_KERNEL);
	int ret;

	if (!dial)
		return -ENOMEM;

	vfio_init_group_dev(&dial->vdev, &mdev->dev, &gauge_dev_ops);

	dial->born = jiffies;
	dial->dev = mdev_dev(mdev);
	dev_set_drvdata(&mdev->dev, dial);

	ret = vfio_register_group_dev(&dial->vdev);
	if (ret) {
		gauge_release_state(dial);
		return ret;
	}

	return 0;
}

static void gauge_release_state(struct gauge_dial *dial)
{
	kfree(dial);
}

static void gauge_remove(struct mdev_device *mdev)
{
	struct gauge_dial *dial = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&dial->vdev);
	gauge_release_state(dial);
}

static int gauge_open(struct vfio_device *vdev)
{
	struct gauge_dial *dial = container_of(vdev, struct gauge_dial, vdev);

	dev_dbg(dial->dev, "looked at\n");
	return 0;
}

static ssize_t gauge_read(struct vfio_device *vdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct gauge_dial *dial = container_of(vdev, struct gauge_dial, vdev);
	u32 seconds = jiffies_to_msecs(jiffies - dial->born) / 1000;

	if (count < sizeof(seconds))
		return -EINVAL;
	if (copy_to_user(buf, &seconds, sizeof(seconds)))
		return -EFAULT;
	return sizeof(seconds);
}

static long gauge_ioctl(struct vfio_device *vdev, unsigned int cmd,
			unsigned long arg)
{
	struct gauge_dial *dial = container_of(vdev, struct gauge_dial, vdev);

	if (cmd == VFIO_DEVICE_RESET) {
		dial->born = jiffies;
		return 0;
	}

	return -ENOTTY;
}

static ssize_t description_show(struct mdev_type *mtype,
				struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "seconds, on %s\n",
		       dev_name(mtype_get_parent_dev(mtype)));
}
static MDEV_TYPE_ATTR_RO(description);

static struct attribute *gauge_attrs[] = {
	&mdev_type_attr_description.attr,
	NULL,
};

static struct attribute_group gauge_group = {
	.name = "seconds",
	.attrs = gauge_attrs,
};

static struct attribute_group *gauge_groups[] = { &gauge_group, NULL, };

static void gauge_release(struct vfio_device *vdev)
{
}

static const struct vfio_device_ops gauge_dev_ops = {
	.name = "vfio-gauge",
	.release = gauge_release,
	.open	= gauge_open,
	.read	= gauge_read,
	.ioctl	= gauge_ioctl
};

static struct mdev_driver gauge_driver = {
	.driver = {
		.name = "gauge",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = gauge_probe,
	.remove = gauge_remove,
};

static const struct mdev_parent_ops gauge_parent_ops = {
	.owner = THIS_MODULE,
	.device_driver = &gauge_driver,
	.supported_type_groups = gauge_groups,
};

static int __init gauge_init(void)
{
	int ret;

	gauge_panel = platform_device_alloc("gauge-panel", PLATFORM_DEVID_NONE);
	if (!gauge_panel)
		return -ENOMEM;

	ret = platform_device_add(gauge_panel);
	if (ret) {
		platform_device_put(gauge_panel);
		return ret;
	}

	ret = mdev_register_driver(&gauge_driver);
	if (ret)
		goto err_panel;

	ret = mdev_register_device(&gauge_panel->dev, &gauge_parent_ops);
	if (ret < 0)
		goto err_mdev_driver;

	return 0;

err_mdev_driver:
	mdev_unregister_driver(&gauge_driver);
err_panel:
	platform_device_unregister(gauge_panel);
	return ret;
}

static void __exit gauge_exit(void)
{
	mdev_unregister_device(&gauge_panel->dev);
	mdev_unregister_driver(&gauge_driver);
	platform_device_unregister(gauge_panel);
}

module_init(gauge_init);
module_exit(gauge_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated uptime gauges");
