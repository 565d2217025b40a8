// SPDX-License-Identifier: GPL-2.0
/*
 * bazaar - stalls as mediated devices, one type for each kind of ware
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct bazaar_ware {
	const char *name;
	u32 price;
};

static const struct bazaar_ware bazaar_wares[] = {
	{ "carpets", 400 },
	{ "lamps", 35 },
	{ "spices", 3 },
};

struct bazaar_stall {
	const struct bazaar_ware *ware;
	u32 purse;
};

static unsigned int kinds = ARRAY_SIZE(bazaar_wares);
module_param(kinds, uint, 0444);

static struct device *bazaar_square;
static struct attribute_group **bazaar_groups;

static const struct bazaar_ware *bazaar_ware_of(const char *type_name,
						struct device *dev)
{
	const char *name = type_name + strlen(dev_driver_string(dev)) + 1;
	unsigned int i;

	for (i = 0; i < kinds; i++)
		if (!strncmp(bazaar_wares[i].name, name,
			     strlen(bazaar_wares[i].name)))
			return &bazaar_wares[i];
	return NULL;
}

static void bazaar_type_name(struct mdev_type *mtype, char *name, size_t size);

static int bazaar_create(struct mdev_device *mdev)
{
	const struct bazaar_ware *ware;
	struct bazaar_stall *stall;
	char type_name[128];

	bazaar_type_name(mdev->type, type_name, sizeof(type_name));

	ware = bazaar_ware_of(type_name, mdev_parent_dev(mdev));
	if (!ware)
		return -EINVAL;

	stall = kzalloc(sizeof(*stall), GFP_KERNEL);
	if (!stall)
		return -ENOMEM;

	stall->ware = ware;
	dev_set_drvdata(&mdev->dev, stall);
	return 0;
}

static int bazaar_remove(struct mdev_device *mdev)
{
	struct bazaar_stall *stall = dev_get_drvdata(&mdev->dev);

	kfree(stall);
	return 0;
}

static int bazaar_open(struct mdev_device *mdev)
{
	return 0;
}

static void bazaar_release(struct mdev_device *mdev)
{
}

static ssize_t bazaar_write(struct mdev_device *mdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct bazaar_stall *stall = dev_get_drvdata(&mdev->dev);
	u32 coins;

	if (count != sizeof(coins))
		return -EINVAL;
	if (copy_from_user(&coins, buf, sizeof(coins)))
		return -EFAULT;
	if (coins < stall->ware->price)
		return -EPERM;

	stall->purse += stall->ware->price;
	return count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	const struct bazaar_ware *ware;
	char type_name[128];

	bazaar_type_name(mtype, type_name, sizeof(type_name));
	ware = bazaar_ware_of(type_name, mtype_get_parent_dev(mtype));

	return sprintf(buf, "%s\n", ware ? ware->name : "nothing");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *bazaar_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

/* What the type's folder in sysfs is called. */
static void bazaar_type_name(struct mdev_type *mtype, char *name, size_t size)
{
	snprintf(name, size, "%s-%s",
		 dev_driver_string(mtype_get_parent_dev(mtype)),
		 bazaar_groups[mtype_get_type_group_id(mtype)]->name);
}

/* An mdev as vfio sees it. */
struct bazaar_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void bazaar_mdev_release(struct device *dev, void *res)
{
	struct bazaar_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

static struct mdev_device *bazaar_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct bazaar_mdev, vdev)->mdev;
}

static int bazaar_vfio_open_device(struct vfio_device *vdev)
{
	return bazaar_open(bazaar_to_mdev(vdev));
}

static void bazaar_vfio_close_device(struct vfio_device *vdev)
{
	bazaar_release(bazaar_to_mdev(vdev));
}

static ssize_t bazaar_vfio_write(struct vfio_device *vdev,
				 const char __user *buf, size_t count,
				 loff_t *ppos)
{
	return bazaar_write(bazaar_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops bazaar_dev_ops = {
	.name = "vfio-bazaar",
	.open_device = bazaar_vfio_open_device,
	.close_device = bazaar_vfio_close_device,
	.write = bazaar_vfio_write,
};

static int bazaar_mdev_probe(struct mdev_device *mdev)
{
	struct bazaar_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(bazaar_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &bazaar_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = bazaar_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		bazaar_remove(mdev);

	return ret;
}

static void bazaar_mdev_remove(struct mdev_device *mdev)
{
	struct bazaar_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, bazaar_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	bazaar_remove(mdev);
}

static struct mdev_driver bazaar_driver = {
	.driver = {
		.name = "bazaar",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = bazaar_mdev_probe,
	.remove = bazaar_mdev_remove,
};

static struct mdev_parent_ops bazaar_ops = {
	.owner = THIS_MODULE,
	.device_driver = &bazaar_driver,
};

static void bazaar_free_groups(void)
{
	unsigned int i;

	for (i = 0; i < kinds; i++)
		kfree(bazaar_groups[i]);
	kfree(bazaar_groups);
}

static int bazaar_make_groups(void)
{
	struct attribute_group *group;
	unsigned int i;

	bazaar_groups = kcalloc(kinds + 1, sizeof(*bazaar_groups), GFP_KERNEL);
	if (!bazaar_groups)
		return -ENOMEM;

	for (i = 0; i < kinds; i++) {
		group = kzalloc(sizeof(*group), GFP_KERNEL);
		if (!group) {
			bazaar_free_groups();
			return -ENOMEM;
		}
		group->name = bazaar_wares[i].name;
		group->attrs = bazaar_attrs;
		bazaar_groups[i] = group;
	}

	bazaar_ops.supported_type_groups = bazaar_groups;
	return 0;
}

static int __init bazaar_init(void)
{
	int ret;

	kinds = min_t(unsigned int, kinds, ARRAY_SIZE(bazaar_wares));
	ret = bazaar_make_groups();
	if (ret)
		return ret;

	bazaar_square = root_device_register("bazaar");
	if (IS_ERR(bazaar_square)) {
		ret = PTR_ERR(bazaar_square);
		goto err_groups;
	}

	ret = mdev_register_driver(&bazaar_driver);
	if (ret)
		goto err_square;

	ret = mdev_register_device(bazaar_square, &bazaar_ops);
	if (ret)
		goto err_mdev_driver;
	return 0;

err_mdev_driver:
	mdev_unregister_driver(&bazaar_driver);
err_square:
	root_device_unregister(bazaar_square);
err_groups:
	bazaar_free_groups();
	return ret;
}

static void __exit bazaar_exit(void)
{
	mdev_unregister_device(bazaar_square);
	mdev_unregister_driver(&bazaar_driver);
	root_device_unregister(bazaar_square);
	bazaar_free_groups();
}

module_init(bazaar_init);
module_exit(bazaar_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated market stalls");
