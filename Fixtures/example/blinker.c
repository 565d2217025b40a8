// SPDX-License-Identifier: GPL-2.0
/* A lamp that can be handed to a virtual machine: one byte, on or off. */
#include <linux/device.h>
#include <linux/uuid.h>
#include <linux/mdev.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>

struct blinker {
	u8 on;
	u8 *history;
};

static struct device *blinker_lamp;

static int blinker_create(struct kobject *kobj, struct mdev_device *mdev)
{
	struct blinker *blinker;
	int ret = -ENOMEM;

	blinker = kzalloc(sizeof(*blinker), GFP_KERNEL);
	if (!blinker)
		return -ENOMEM;

	blinker->history = kzalloc(PAGE_SIZE, GFP_KERNEL);
	if (!blinker->history)
		goto err_free;

	mdev_set_drvdata(mdev, blinker);
	return 0;

err_free:
	kfree(blinker);
	return ret;
}

static int blinker_remove(struct mdev_device *mdev)
{
	struct blinker *blinker = mdev_get_drvdata(mdev);

	kfree(blinker->history);
	kfree(blinker);
	return 0;
}

static int blinker_open(struct mdev_device *mdev)
{
	if (!try_module_get(THIS_MODULE))
		return -ENODEV;

	return 0;
}

static void blinker_release(struct mdev_device *mdev)
{
	module_put(THIS_MODULE);
}

static ssize_t blinker_write(struct mdev_device *mdev, const char __user *buf,
			     size_t count, loff_t *ppos)
{
	struct blinker *blinker = mdev_get_drvdata(mdev);

	if (count != 1 || *ppos)
		return -EINVAL;
	if (copy_from_user(&blinker->on, buf, 1))
		return -EFAULT;

	dev_dbg(mdev_dev(mdev), "%s\n", blinker->on ? "on" : "off");
	return 1;
}

static long blinker_ioctl(struct mdev_device *mdev, unsigned int cmd,
			  unsigned long arg)
{
	return -ENOTTY;
}

static ssize_t device_api_show(struct kobject *kobj, struct device *dev,
			       char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PLATFORM_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *blinker_attrs[] = {
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group blinker_group = {
	.name = "lamp",
	.attrs = blinker_attrs,
};

static struct attribute_group *blinker_groups[] = {
	&blinker_group,
	NULL,
};

static const struct mdev_parent_ops blinker_ops = {
	.owner = THIS_MODULE,
	.supported_type_groups = blinker_groups,
	.create = blinker_create,
	.remove = blinker_remove,
	.open = blinker_open,
	.release = blinker_release,
	.write = blinker_write,
	.ioctl = blinker_ioctl,
};

static int __init blinker_init(void)
{
	int ret;

	blinker_lamp = root_device_register("blinker");
	if (IS_ERR(blinker_lamp))
		return PTR_ERR(blinker_lamp);

	ret = mdev_register_device(blinker_lamp, &blinker_ops);
	if (ret)
		goto err_lamp;

	return 0;

err_lamp:
	root_device_unregister(blinker_lamp);
	return ret;
}

static void __exit blinker_exit(void)
{
	mdev_unregister_device(blinker_lamp);
	root_device_unregister(blinker_lamp);
}

module_init(blinker_init);
module_exit(blinker_exit);
MODULE_LICENSE("GPL v2");
