// SPDX-License-Identifier: GPL-2.0
/*
 * heron - mediated fish ponds
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct heron_pond {
	struct vfio_device vdev;
	struct mutex lock;
	u32 fish;
};

static const u32 heron_stock[] = { 10, 1000 };

static struct device *heron_shore;
static const struct vfio_device_ops heron_dev_ops;

static int heron_probe(struct mdev_device *mdev)
{
	struct heron_pond *pond;
	int ret;

	pond = kzalloc(sizeof(*pond), GFP_KERNEL);
	if (!pond)
		return -ENOMEM;

	vfio_init_group_dev(&pond->vdev, &mdev->dev, &heron_dev_ops);
	mutex_init(&pond->lock);
	pond->fish = heron_stock[mdev_get_type_group_id(mdev)];

	ret = vfio_register_group_dev(&pond->vdev);
	if (ret)
		goto err_free;

	dev_set_drvdata(&mdev->dev, pond);
	return 0;

err_free:
	kfree(pond);
	return ret;
}

static void heron_remove(struct mdev_device *mdev)
{
	struct heron_pond *pond = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&pond->vdev);
	kfree(pond);
}

static int heron_open(struct vfio_device *vdev)
{
	return 0;
}

static void heron_close(struct vfio_device *vdev)
{
}

static ssize_t heron_read(struct vfio_device *vdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct heron_pond *pond = container_of(vdev, struct heron_pond, vdev);
	u32 fish;

	if (count != sizeof(fish))
		return -EINVAL;

	mutex_lock(&pond->lock);
	fish = pond->fish;
	if (fish)
		pond->fish--;
	mutex_unlock(&pond->lock);

	return copy_to_user(buf, &fish, sizeof(fish)) ? -EFAULT : count;
}

static const struct vfio_device_ops heron_dev_ops = {
	.name = "vfio-heron",
	.open = heron_open,
	.release = heron_close,
	.read = heron_read,
};

static ssize_t fish_show(struct device *dev, struct device_attribute *attr,
			 char *buf)
{
	struct heron_pond *pond = dev_get_drvdata(dev);

	return sprintf(buf, "%u\n", pond->fish);
}
static DEVICE_ATTR_RO(fish);

static struct attribute *heron_pond_attrs[] = {
	&dev_attr_fish.attr,
	NULL,
};
ATTRIBUTE_GROUPS(heron_pond);

static ssize_t description_show(struct mdev_type *mtype,
				struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%u fish\n",
		       heron_stock[mtype_get_type_group_id(mtype)]);
}
static MDEV_TYPE_ATTR_RO(description);

static struct attribute *heron_attrs[] = {
	&mdev_type_attr_description.attr,
	NULL,
};

static struct attribute_group heron_group_puddle = {
	.name = "puddle",
	.attrs = heron_attrs,
};

static struct attribute_group heron_group_lake = {
	.name = "lake",
	.attrs = heron_attrs,
};

static struct attribute_group *heron_groups[] = {
	&heron_group_puddle,
	&heron_group_lake,
	NULL,
};

static struct mdev_driver heron_driver = {
	.driver = {
		.name = "heron",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
		.dev_groups = heron_pond_groups,
	},
	.probe = heron_probe,
	.remove = heron_remove,
	.supported_type_groups = heron_groups,
};

static int __init heron_init(void)
{
	int ret;

	ret = mdev_register_driver(&heron_driver);
	if (ret)
		return ret;

	heron_shore = root_device_register("heron");
	if (IS_ERR(heron_shore)) {
		ret = PTR_ERR(heron_shore);
		goto err_driver;
	}

	ret = mdev_register_device(heron_shore, &heron_driver);
	if (ret)
		goto err_shore;
	return 0;

err_shore:
	root_device_unregister(heron_shore);
err_driver:
	mdev_unregister_driver(&heron_driver);
	return ret;
}

static void __exit heron_exit(void)
{
	mdev_unregister_device(heron_shore);
	root_device_unregister(heron_shore);
	mdev_unregister_driver(&heron_driver);
}

module_init(heron_init);
module_exit(heron_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated fish ponds");
